import { listOf, oneOf, sentence, wholeNumber } from '../validation/checks.ts';
import { Choice, type Shape } from '../validation/shape.ts';

/** As many as a region has at most, and as the list before the data tier has entries for. */
export const mostZones = 6;

export interface NetworkSettings {
  /** The AWS APIs that calls reach without leaving the network. */
  readonly endpoints: EndpointSettings | { readonly none: string };
  /** How long it is known who spoke to whom. */
  readonly flowLogDays: number;
}

export interface EndpointSettings {
  readonly services: readonly InterfaceEndpoint[];
  /** They cost by the hour and zone; from a zone without any, calls go to the one that has them. */
  readonly zones: 'all' | 'one';
}

/** By the names AWS has for them: `com.amazonaws.<region>.ecr.api`. */
export const interfaceEndpoints = [
  'appconfigdata',
  'codedeploy',
  'ecr.api',
  'ecr.dkr',
  'kms',
  'logs',
  'monitoring',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'ssmmessages',
  'sts',
  'xray',
] as const;

export type InterfaceEndpoint = (typeof interfaceEndpoints)[number];

export const networkShape: Shape = {
  endpoints: new Choice(
    (endpoints): Shape =>
      'none' in endpoints
        ? { none: sentence('dev holds no real data, and an endpoint costs 9 USD a month and zone') }
        : { services: listOf(oneOf(...interfaceEndpoints), { atLeast: 1 }), zones: oneOf('all', 'one') },
  ),
  flowLogDays: wholeNumber({ from: 1, to: 3653 }),
};
