import fc from 'fast-check';
import { asService, type StartedService } from '../../../support/started-service.ts';
import { startUsers } from './started-users.ts';

/** From another address each time, so that a request is looked at and not turned away for being one of too many. */
const anywhere = fc.ipV4().map((address) => ({ 'x-forwarded-for': address }));

export async function startAsService(): Promise<StartedService> {
  return asService(await startUsers(), { headers: anywhere });
}
