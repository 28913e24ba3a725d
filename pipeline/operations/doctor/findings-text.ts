import { ago } from '../ago.ts';
import type { Diagnosis } from './diagnosis.ts';

export interface Finding {
  /** Or a stack of the ground. */
  readonly service: string;
  readonly diagnoses: readonly Diagnosis[];
}

export interface FindingsStyle {
  readonly stage: string;
  readonly now: number;
  readonly paint: (colour: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string) => string;
}

/** What is wrong, why, since when, and the next command. */
export function findingsText(findings: readonly Finding[], style: FindingsStyle): string {
  const { paint, stage } = style;
  const sound = findings.filter(({ diagnoses }) => diagnoses.length === 0).map(({ service }) => service);
  const sick = findings.flatMap(({ service, diagnoses }) =>
    diagnoses.map((diagnosis) => diagnosisText(service, diagnosis, style)),
  );
  const well =
    sound.length === 0
      ? []
      : [`${paint('green', 'nothing is wrong')} with ${sound.join(', ')} in ${stage}.\n`];
  return [...sick, ...well].join('\n');
}

function diagnosisText(service: string, diagnosis: Diagnosis, { paint, now }: FindingsStyle): string {
  const { name, cause, evidence, since, next, weight } = diagnosis;
  const when =
    since === undefined ? '' : ` since ${new Date(since).toISOString().slice(0, 16)}Z, ${ago(now - since)}`;
  return [
    `${paint('bold', service)}: ${paint(weight === 'wrong' ? 'red' : 'yellow', name)}${when}`,
    `  ${cause}`,
    ...evidence.map((line) => paint('dim', `  - ${shortened(line)}`)),
    `  Next: ${next}`,
    '',
  ].join('\n');
}

/** Some reasons hold a log; its ends say most. All of it is in the answer for programs. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest / 2)} … ${line.slice(-longest / 2)}`;
}

const longest = 500;
