import { isDeepStrictEqual } from 'node:util';
import type { Synthesis, Template } from './resource-change.ts';

export interface ServicesToRenew {
  readonly stage: string;
  /** The content of each service's image, by the service's name: the tag that it has without a week. */
  readonly contents: ReadonlyMap<string, string>;
  readonly synthesized: Synthesis;
  readonly deployed: Synthesis;
}

export interface Renewal {
  /** Services whose templates differ from what runs by the week of their base layers, or not at all. */
  readonly renewed: readonly string[];
  /** Those for which the branch holds more than that, which somebody may still have to agree to. */
  readonly waiting: readonly string[];
}

/** Parts what a release by the clock may bring, new base layers, from what only a pipeline may. */
export function renewalOf({ stage, contents, synthesized, deployed }: ServicesToRenew): Renewal {
  const differsByWeek = (service: string, content: string): boolean => {
    const [next, running] = [synthesized, deployed].map((templates) => templates.get(`${stage}-${service}`));
    if (next === undefined || running === undefined) return false;
    return isDeepStrictEqual(withoutWeek(next, content), withoutWeek(running, content));
  };
  const parted = [...contents].map(([service, content]) => ({
    service,
    same: differsByWeek(service, content),
  }));
  return {
    renewed: parted.filter(({ same }) => same).map(({ service }) => service),
    waiting: parted.filter(({ same }) => !same).map(({ service }) => service),
  };
}

function withoutWeek(template: Template, content: string): unknown {
  const text = JSON.stringify(template)
    .replaceAll(new RegExp(`${content}-\\d{4}-w\\d{2}`, 'g'), content)
    // CloudFormation gives back a question mark for what is not ASCII.
    .replaceAll(/[^\0-\x7f]/g, '?');
  return JSON.parse(text);
}
