import type { Verdict } from '../../pipeline/guards/verdict.ts';
import { unknownName } from '../typed/unknown-name.ts';

type Name = Verdict['guard'];

const names: readonly Name[] = ['colour', 'data', 'cost', 'migrations'];

/** The guard of that name, or all of them. */
export function guardsTyped(typed: string | undefined): ReadonlySet<Name> {
  if (typed === undefined) return new Set(names);
  const known = names.find((name) => name === typed);
  if (known === undefined) throw unknownName(typed, 'a guard', names);
  return new Set([known]);
}
