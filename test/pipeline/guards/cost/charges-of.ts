import type { Charge } from '../../../../pipeline/guards/cost/charge.ts';
import { type Properties, type Stack, stackOf } from '../../../../pipeline/guards/cost/stack.ts';
import { costOf, type StageCost } from '../../../../pipeline/guards/cost/stage-cost.ts';

export type Resources = Readonly<Record<string, readonly [type: string, properties?: Properties]>>;

/** A stage of one stack with these resources, in a region that has prices. */
export function stackWith(resources: Resources, name = 'dev-some'): Stack {
  return stackOf(
    { stage: 'dev', name, region: 'eu-central-1' },
    {
      Resources: Object.fromEntries(
        Object.entries(resources).map(([id, [Type, Properties]]) => [id, { Type, Properties }]),
      ),
    },
  );
}

export function costWith(resources: Resources): StageCost {
  return costOf('dev', [stackWith(resources)]);
}

/** What is charged for one of them. */
export function chargesOf(id: string, resources: Resources): readonly Charge[] {
  const { resources: priced } = costWith(resources);
  return priced.find(({ resource }) => resource.id === id)?.charges ?? [];
}

/** What one resource costs each month, to the cent. */
export function monthlyOf(type: string, properties: Properties = {}): number {
  return cents(costWith({ It: [type, properties] }).monthly);
}

export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
