import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands below a heading of an alarm. */
export interface RunbookEntry {
  /** `<service>/5xx` */
  readonly heading: string;
  /** `Page: prod, staging.` */
  readonly where: string;
  readonly text: string;
  /** What is to be pasted, a command a line. */
  readonly commands: readonly string[];
  /** Commands that stand in its sentences. */
  readonly spoken: readonly string[];
}

const file = join(import.meta.dirname, '..', '..', 'docs', 'runbook.md');

export const runbookParts = ['What it says.', 'Impact.', 'Investigate.', 'Resolve.'] as const;

export function runbook(): { readonly text: string; readonly entries: readonly RunbookEntry[] } {
  const text = readFileSync(file, 'utf8');
  const [, ...sections] = text.split(/^### /m);
  return { text, entries: sections.map(entryOf) };
}

function entryOf(section: string): RunbookEntry {
  const [title = '', , where = ''] = section.split('\n');
  const text = section.replace(/^## .*$/m, '');
  return {
    heading: title.replaceAll('`', ''),
    where,
    text,
    commands: commandsIn(text),
    spoken: [...text.matchAll(/`((?:npx|aws) [^`]+)`/g)].map(([, command = '']) => command),
  };
}

/** Those that are to be pasted. */
export function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
}
