import { randomBytes } from 'node:crypto';

const prefix = randomBytes(6).toString('hex');
let counter = 0;

/** `1-<time>-<24 hex digits>`: a process prefix and a counter, as three random reads a request would cost a third of it. */
function newId(): string {
  counter = (counter + 1) % 0x1_0000_0000_0000;
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${prefix}${counter.toString(16).padStart(12, '0')}`;
}

/** The X-Amzn-Trace-Id to send on: a new root, or the client's with this balancer as `Self`. */
export function traceId(received: string | undefined): string {
  if (received === undefined || received === '') return `Root=${newId()}`;
  const fields = received.split(';').filter((field) => field !== '' && !/^\s*self=/i.test(field));
  const root = fields.some((field) => /^\s*root=/i.test(field));
  return [root ? `Self=${newId()}` : `Root=${newId()}`, ...fields].join(';');
}
