import { relative, resolve } from 'node:path';

/** A file as it is named in the folder that the command was typed in. */
export function asTyped(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? resolve(file) : short;
}
