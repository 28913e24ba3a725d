import type { TaskSize } from '../service-definition.ts';
import type { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** What Fargate offers: the memory that goes with each number of CPU units. */
const memoryByCpu: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16384, 1024)],
  [4096, steps(8192, 30720, 1024)],
  [8192, steps(16384, 61440, 4096)],
  [16384, steps(32768, 122880, 8192)],
]);

/** What is wrong with a pair, which may be made of two numbers that are each right. */
export function sizeProblemsOf(subject: Subject, { cpu, memoryMiB }: TaskSize): readonly Problem[] {
  const cpus = [...memoryByCpu.keys()];
  const memories = memoryByCpu.get(cpu);
  if (memories === undefined) {
    return [
      {
        subject,
        field: 'size.cpu',
        value: cpu,
        wrong: 'is not a Fargate size',
        allowed: cpus.join(', '),
        fix: `use ${atLeast(cpu, cpus)}`,
      },
    ];
  }
  if (memories.includes(memoryMiB)) return [];
  return [
    {
      subject,
      field: 'size.memoryMiB',
      value: memoryMiB,
      wrong: `does not go with ${cpu} CPU units on Fargate`,
      allowed: memories.join(', '),
      fix: `use ${atLeast(memoryMiB, memories)}`,
    },
  ];
}

/** The smallest that is enough, or the largest there is. */
function atLeast(wanted: number, offered: readonly number[]): number | undefined {
  return offered.find((size) => size >= wanted) ?? offered.at(-1);
}

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);
}
