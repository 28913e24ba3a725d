import { MatchersV3 } from '@pact-foundation/pact';

/** A path with what only the provider can know, by the names its states give: `/v1/carts/{cartId}`. */
export function pathOfState(template: string, example: Readonly<Record<string, string>>) {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => example[name] ?? name);
  return MatchersV3.fromProviderState(template.replaceAll('{', '$' + '{'), filled);
}
