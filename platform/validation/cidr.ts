import type { StageDefinition } from '../stages.ts';
import type { Problem } from './problem.ts';
import type { Check } from './shape.ts';
import { subjectOfStage } from './subject.ts';

const pattern = /^(\d{1,3})\.(\d{1,3})\.0\.0\/16$/;

/** The three tiers are cut for a network of this size, of addresses that are nobody's on the internet. */
export const cidrCheck: Check = (value) => {
  const [, first, second] = (typeof value === 'string' && pattern.exec(value)) || [];
  return isPrivate(Number(first), Number(second))
    ? undefined
    : {
        wrong: 'is no private network of 65,536 addresses',
        allowed: '10.x.0.0/16, 172.16.0.0/16 to 172.31.0.0/16, 192.168.0.0/16',
        fix: "write it like '10.40.0.0/16'",
      };
};

/** Two networks of the same addresses can never be connected, not even through a third. */
export function overlapProblemsOf(stages: readonly StageDefinition[]): readonly Problem[] {
  return stages.flatMap((stage, index) => {
    const other = stages.slice(0, index).find(({ cidr }) => cidr === stage.cidr);
    if (other === undefined) return [];
    return [
      {
        subject: subjectOfStage(stage),
        field: 'cidr',
        value: stage.cidr,
        wrong: `is the network of stage '${other.name}' too`,
        allowed: 'a network of its own',
        fix: `use '${freeAmong(stages)}', which no stage has`,
      },
    ];
  });
}

function freeAmong(stages: readonly StageDefinition[]): string | undefined {
  // In steps of ten, as those that are there: what is between may be of somebody else's making.
  const seconds = [...Array(256).keys()].toSorted((one, other) => (one % 10) - (other % 10) || one - other);
  return seconds
    .filter((second) => second > 0)
    .map((second) => `10.${second}.0.0/16`)
    .find((range) => stages.every(({ cidr }) => cidr !== range));
}

function isPrivate(first: number, second: number): boolean {
  if (first === 10) return second <= 255;
  if (first === 172) return second >= 16 && second <= 31;
  return first === 192 && second === 168;
}
