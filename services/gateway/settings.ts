import type { NumberDefinition, SettingsDefinition } from '../kit/settings/setting-definition.ts';

/** What an operator of the gateway may change while it runs. */
export function gatewaySettings<const Name extends string>(calls: readonly Name[]) {
  return {
    rateLimitRequests: {
      type: 'integer',
      about: 'How many requests one client may send in a window.',
      minimum: 1,
      maximum: 1_000_000,
      default: 5000,
    },
    rateLimitSeconds: {
      type: 'integer',
      about: 'How long a window is.',
      minimum: 1,
      maximum: 3600,
      default: 10,
    },
    ...timeLimits(calls),
  } as const satisfies SettingsDefinition;
}

/** `catalogSeconds`, for each service behind it. */
function timeLimits<Name extends string>(
  calls: readonly Name[],
): Readonly<Record<`${Name}Seconds`, NumberDefinition>> {
  const limits = calls.map((name) => [
    `${name}Seconds`,
    {
      type: 'number',
      about: `How long the gateway waits for the head of an answer of ${name}.`,
      minimum: 0.1,
      maximum: 10,
      default: 5,
    },
  ]);
  return Object.fromEntries(limits);
}
