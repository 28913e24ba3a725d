import { randomBytes } from 'node:crypto';

/** Makes ids of traces and spans: a random part per process and a counter, since a random read per request costs more than the request. */
export interface Ids {
  traceId(): string;
  spanId(): string;
}

export function createIds(random: (bytes: number) => Buffer = randomBytes): Ids {
  const process = random(11).toString('hex');
  const spanProcess = random(3).toString('hex');
  let traces = random(4).readUInt32BE();
  let spans = random(4).readUInt32BE();
  return {
    traceId() {
      traces = (traces + 1) % 2 ** 40;
      return process + traces.toString(16).padStart(10, '0');
    },
    spanId() {
      spans = (spans + 1) % 2 ** 40;
      // Never all zeros, which would be invalid: the counter passes zero once in 2^40 and the prefix is random.
      return spanProcess + spans.toString(16).padStart(10, '0');
    },
  };
}
