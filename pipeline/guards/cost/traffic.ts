/**
 * What a million requests are, so that their price can be told. It is a shop's page of JSON: whoever has figures of
 * their own changes them here.
 */
export const traffic = {
  /** What goes back to the client for one request, in kilobytes. */
  answerKb: 10,
  /** Calls from the gateway to services behind it, for one request. */
  internalCalls: 1.2,
  /** Requests that come over one connection before it is closed. */
  requestsPerConnection: 5,
  /** What all its services log of one request, in kilobytes: a line each, since spans are sampled. */
  serviceLogKb: 0.8,
  /** How many are traced: some a second of each task, as the stage says, which of a million a month is every one. */
  traced: 1,
} as const;

export const million = 1_000_000;
/** Kilobytes in a gigabyte, as AWS counts. */
const kbOfGb = 1024 * 1024;

export function gbOfMillion(kb: number): number {
  return (million * kb) / kbOfGb;
}
