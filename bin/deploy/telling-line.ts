import { errorIn } from '../pipeline/errors-written.ts';

const thrown = /^(Uncaught )?\w*Error\b.*: /;
/** The stack below what was thrown, the mark under the place, and Node's last line. */
const around = /^\s+at |^\s*[\^~]+\s*$|^\s*$|^\s*[{}],?\s*$|^Node\.js v\d/;

/** Of the last lines of a task that failed, the one that says why. */
export function tellingLine(lines: readonly string[]): string | undefined {
  return (
    lines.map(errorIn).findLast((words) => words !== undefined) ??
    lines.findLast((line) => thrown.test(line)) ??
    lines.findLast((line) => !around.test(line))
  );
}
