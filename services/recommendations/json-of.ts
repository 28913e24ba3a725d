import type { ServiceAnswer } from '../kit/clients/service-client.ts';

/** What a service answered, undefined where it is no 200 or no JSON; whether it fits is for the reader to check. */
export function jsonOf({ status, body }: ServiceAnswer): unknown {
  if (status !== 200) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
