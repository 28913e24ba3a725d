import { dirname, posix } from 'node:path';

/** Where each file of the sample goes, by its path in the repository. */
export type Move = (path: string) => string;

/** The text of a file that moves, its relative paths pointing to where they pointed, or to what moved with it. */
export function movedPaths(text: string, from: string, move: Move): string {
  const target = dirname(move(from));
  return text.replaceAll(/(['"])(\.{1,2}\/[^'"\n]*)\1/g, (_all, quote: string, path: string) => {
    const pointed = move(posix.join(dirname(from), path));
    const relative = posix.relative(target, pointed) + (path.endsWith('/') ? '/' : '');
    return `${quote}${relative.startsWith('.') ? relative : `./${relative}`}${quote}`;
  });
}
