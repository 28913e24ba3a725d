export type Need = 'database' | 'cache';

const opening = /^\s*(?:\/\/|<!--) @needs (?<wanted>[a-z! ]+?)(?: -->)?$/;
const closing = /^\s*(?:\/\/|<!--) @end(?: -->)?$/;

/**
 * The text without what stands between `@needs` and `@end` for needs that the service does not have, and without those
 * lines themselves. `@needs database !cache` is for a service that needs the one and not the other.
 */
export function neededText(text: string, needs: readonly Need[]): string {
  const kept: string[] = [];
  let inside: boolean | undefined;
  for (const line of text.split('\n')) {
    const wanted = opening.exec(line)?.groups?.wanted;
    if (wanted !== undefined) {
      if (inside !== undefined) throw new Error(`'${line.trim()}' begins inside another`);
      inside = isFor(wanted, needs);
    } else if (closing.test(line)) {
      if (inside === undefined) throw new Error(`'${line.trim()}' ends nothing`);
      inside = undefined;
    } else if (inside !== false) {
      kept.push(line);
    }
  }
  return kept.join('\n').replaceAll(/\n{3,}/g, '\n\n');
}

/** Whether a service with these needs wants what is marked so. */
export function isFor(wanted: string, needs: readonly Need[]): boolean {
  const has = (need: string) => needs.some((one) => one === need);
  return wanted.split(' ').every((need) => (need.startsWith('!') ? !has(need.slice(1)) : has(need)));
}
