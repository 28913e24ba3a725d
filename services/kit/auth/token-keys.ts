import type { TokenConfiguration } from '../configuration/token-configuration.ts';
import type { Log } from '../telemetry/log.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { fetchedKeys } from './fetched-keys.ts';
import { type VerificationKey, verificationKeys } from './verification-keys.ts';

/** The keys whose signatures are believed. */
export interface TokenKeys {
  /** Those that are trusted now; the very same array until they change. */
  current(): readonly VerificationKey[];
  /** Whether those that are published have been read once, so that a token of none of them is no token of ours. */
  known(): boolean;
  /** A token named a key that is not among them. */
  missed(): void;
  /** For `wants` of createHealth: resolves once there are keys, and while they can be read. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

export interface TokenKeysParts {
  readonly log: Log;
  readonly clock?: Clock;
}

/** Those that stand in the configuration and those that are published at its address, kept fresh in the background. */
export function createTokenKeys(
  { keysUrl, keys, authorityFile }: TokenConfiguration,
  { log, clock = systemClock }: TokenKeysParts,
): TokenKeys {
  const given = verificationKeys(keys);
  return keysUrl === undefined
    ? givenKeys(given)
    : fetchedKeys({ url: keysUrl, authorityFile, given, log, clock });
}

export function givenKeys(keys: readonly VerificationKey[]): TokenKeys {
  return {
    current: () => keys,
    known: () => true,
    missed() {},
    probe: async () => {},
    close: async () => {},
  };
}
