import { carts } from '../services/carts/service.ts';
import { catalog } from '../services/catalog/service.ts';
import { gateway } from '../services/gateway/service.ts';
import { orders } from '../services/orders/service.ts';
import { payments } from '../services/payments/service.ts';
import { recommendations } from '../services/recommendations/service.ts';
import { users } from '../services/users/service.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** Every service of the shop. A new one is a folder under services/ and a line here. */
export const services: readonly ServiceDefinition[] = [
  gateway,
  catalog,
  users,
  carts,
  orders,
  payments,
  recommendations,
];
