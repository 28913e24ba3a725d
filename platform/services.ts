import { catalog } from '../services/catalog/service.ts';
import { gateway } from '../services/gateway/service.ts';
import { users } from '../services/users/service.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** Every service of the shop. A new one is a folder under services/ and a line here, at the end. */
export const services: readonly ServiceDefinition[] = [gateway, catalog, users];
