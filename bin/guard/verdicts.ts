import { colourGuard } from '../../pipeline/guards/colour-guard.ts';
import { readAssembly } from '../../pipeline/guards/cost/assembly.ts';
import { costGuard } from '../../pipeline/guards/cost-guard.ts';
import { dataGuard } from '../../pipeline/guards/data-guard.ts';
import type { LookedAt } from '../../pipeline/guards/looked-at.ts';
import { migrationsGuard } from '../../pipeline/guards/migrations-guard.ts';
import { withoutLetGo } from '../../pipeline/guards/refusal.ts';
import type { Verdict } from '../../pipeline/guards/verdict.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { root } from '../tool.ts';

export interface AskedGuards {
  readonly guards: ReadonlySet<Verdict['guard']>;
  /** Whose budgets are looked at. */
  readonly stages: readonly StageDefinition[];
  /** The templates about to be deployed, made when they are first needed. */
  readonly assembly: () => Promise<string>;
  readonly look: () => Promise<LookedAt>;
  readonly since?: string | undefined;
  /** What somebody has decided to lose. */
  readonly letGo: readonly string[];
}

/** Those guards' verdicts, what is wrong in the files first. */
export async function verdictsOf({ guards, stages, assembly, look, since, letGo }: AskedGuards) {
  const verdicts: Verdict[] = [];
  const looked = guards.has('colour') || guards.has('data') ? await look() : undefined;
  if (guards.has('migrations')) verdicts.push(await migrationsGuard({ root, since, looked }));
  if (guards.has('cost')) verdicts.push(costGuard(stages, readAssembly(await assembly())));
  if (looked !== undefined) verdicts.push(...judged(looked, guards, letGo));
  return verdicts;
}

function judged(
  looked: LookedAt,
  guards: ReadonlySet<Verdict['guard']>,
  letGo: readonly string[],
): readonly Verdict[] {
  const found = [colourGuard(looked), dataGuard(looked)].filter(({ guard }) => guards.has(guard));
  const left = withoutLetGo(
    found.flatMap(({ refusals }) => refusals),
    letGo,
  );
  return found.map((verdict) => ({
    ...verdict,
    refusals: verdict.refusals.filter((refusal) => left.includes(refusal)),
  }));
}
