import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { Verifier } from '@pact-foundation/pact';
import { contractFile } from './contract-files.ts';

/** Makes a state true; what it gives back stands in for the examples of the contract. */
export type ProviderState = (
  parameters: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, string>> | undefined>;

export interface ProviderUnderContract {
  readonly provider: string;
  readonly consumer: string;
  /** The real app. */
  readonly url: string;
  readonly states?: Readonly<Record<string, ProviderState>>;
  /** Real tokens for those in the contract, which are none: `Bearer kim`, `Bearer service:orders`. */
  readonly tokenOf?: (subject: string) => Promise<string>;
  /** What is published, by the description in the contract: the text of a message, read. */
  readonly messages?: Readonly<Record<string, () => Promise<object>>>;
}

interface Mismatch {
  readonly path?: string;
  readonly mismatch?: string;
}

/** Rejects where the provider does not answer as the consumer needs it, and names the consumer. */
export async function verifyContract(under: ProviderUnderContract): Promise<void> {
  const { provider, consumer, url, states = {}, tokenOf, messages } = under;
  ensureStates(under);
  const unknown: string[] = [];
  const verifier = new Verifier({
    provider,
    providerBaseUrl: url,
    pactUrls: [contractFile(consumer, provider)],
    logLevel: 'error',
    stateHandlers: Object.fromEntries(
      Object.entries(states).map(([name, make]) => [
        name,
        async (parameters: unknown) => await make((parameters ?? {}) as Readonly<Record<string, unknown>>),
      ]),
    ),
    ...(messages === undefined ? {} : { messageProviders: { ...messages } }),
    requestFilter: (request: { headers: IncomingHttpHeaders }, _response: unknown, next: () => void) => {
      const subject = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (subject === undefined || tokenOf === undefined) return next();
      void tokenOf(subject).then(
        (token) => {
          request.headers.authorization = `Bearer ${token}`;
          next();
        },
        () => {
          unknown.push(subject);
          next();
        },
      );
    },
  });
  try {
    await verifier.verifyProvider();
  } catch (error) {
    throw new Error(`${provider} breaks its contract with ${consumer}: ${reasonsIn(error)}`);
  }
  if (unknown.length > 0)
    throw new Error(`${provider} has no token for ${unknown.join(', ')}, add it to tokenOf`);
}

interface KeptContract {
  readonly interactions: readonly { readonly providerStates?: readonly { readonly name: string }[] }[];
}

/** Pact would go on without a state that nobody makes true. */
function ensureStates({ provider, consumer, states = {} }: ProviderUnderContract): void {
  const contract: KeptContract = JSON.parse(readFileSync(contractFile(consumer, provider), 'utf8'));
  const given = contract.interactions.flatMap(({ providerStates = [] }) =>
    providerStates.map(({ name }) => name),
  );
  const missing = [...new Set(given)].filter((name) => states[name] === undefined);
  if (missing.length > 0) {
    throw new Error(
      `${provider} cannot make true what ${consumer} takes for given: '${missing.join("', '")}'; add it to the states ` +
        `of test/services/${provider}/consumers/contracts.test.ts`,
    );
  }
}

/** Pact tells what went wrong as JSON in the message of its error. */
function reasonsIn(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  let told: {
    readonly errors?: readonly { interaction?: string; mismatch?: { mismatches?: readonly Mismatch[] } }[];
  };
  try {
    told = JSON.parse(text);
  } catch {
    return text;
  }
  const reasons = (told.errors ?? []).flatMap(({ interaction = '', mismatch }) =>
    (mismatch?.mismatches ?? [mismatch as Mismatch]).map(
      (one) =>
        `${interaction.replace(/^Verifying a pact between \S+ and \S+ /, '')}: ${one.path ?? ''} ${one.mismatch ?? JSON.stringify(one)}`,
    ),
  );
  return reasons.length > 0 ? reasons.join('; ') : text;
}
