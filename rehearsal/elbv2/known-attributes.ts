import { AwsError } from '../plane.ts';

export interface KeyValue {
  readonly Key?: string;
  readonly Value?: string;
}

/** An attribute as AWS knows it. One without `inert` takes effect here; where only AWS's default does, nothing else is allowed. */
export interface KnownAttribute {
  readonly default: string;
  readonly allowed: (value: string) => boolean;
  readonly says: string;
  /** Why it changes nothing on one machine. */
  readonly inert?: string;
}

export const trueOrFalse = oneOf('true', 'false');
export const anything = { allowed: () => true, says: 'any text' };

export function oneOf(...values: readonly string[]) {
  return { allowed: (value: string) => values.includes(value), says: values.join(', ') };
}

export function wholeNumber(from: number, to: number) {
  return {
    allowed: (value: string) => /^\d+$/.test(value) && Number(value) >= from && Number(value) <= to,
    says: `whole numbers from ${from} to ${to}`,
  };
}

export interface Resolution {
  /** `Load balancer 'dev-public'` */
  readonly subject: string;
  readonly known: Readonly<Record<string, KnownAttribute>>;
  readonly given: readonly KeyValue[];
}

/** All attributes with their defaults filled in; one that is unknown or out of range is refused. */
export function resolveAttributes({ subject, known, given }: Resolution): ReadonlyMap<string, string> {
  const resolved = new Map(Object.entries(known).map(([key, attribute]) => [key, attribute.default]));
  for (const { Key = '', Value = '' } of given) {
    const attribute = known[Key];
    const problem =
      attribute === undefined
        ? `attribute key '${Key}' is not recognized, known: ${Object.keys(known).join(', ')}`
        : `attribute '${Key}' is '${Value}', allowed: ${attribute.says}`;
    if (!attribute?.allowed(String(Value)))
      throw new AwsError('InvalidConfigurationRequest', `${subject}: ${problem}`);
    resolved.set(Key, String(Value));
  }
  return resolved;
}
