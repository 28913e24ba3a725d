import { TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Question } from '../question.ts';
import { panelHeight } from './graph.ts';
import type { Panel } from './panel.ts';

export interface Link {
  readonly text: string;
  /** @default - there is no address, and the words have to do */
  readonly to?: string | undefined;
}

/** Where to look next, by what one finds there: `Logs`, `Traces`. */
export function links(asks: Question, kinds: Readonly<Record<string, readonly Link[]>>): Panel {
  const lines = Object.entries(kinds)
    .filter(([, all]) => all.length > 0)
    .map(([kind, all]) => `**${kind}** ${all.map(linked).join(' · ')}`);
  return (width) =>
    new TextWidget({ width, height: panelHeight, markdown: [`### ${asks}`, ...lines].join('\n\n') });
}

function linked({ text, to }: Link): string {
  // A bracket would end the address.
  return to === undefined ? text : `[${text}](${to.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
