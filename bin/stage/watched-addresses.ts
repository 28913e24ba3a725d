import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

export interface WatchedAddresses {
  /** Of the rehearsal that is up, which alone may take it away. */
  readonly file: string;
  readonly say: (sentence: string) => void;
  /** @default - looks at the disk */
  readonly isThere?: (file: string) => boolean;
}

/** Often enough for somebody who wonders why a command finds no rehearsal, and nothing to a disk. */
const lookEveryMs = 2000;

/**
 * Says once when somebody removes the state folder, or what is in it, while the rehearsal runs: the servers go on with
 * files that nobody sees, and no command finds them.
 * @returns ends the watch
 */
export function watchAddresses({ file, say, isThere = existsSync }: WatchedAddresses): () => void {
  const looking = setInterval(() => {
    if (isThere(file)) return;
    clearInterval(looking);
    say(`its state folder ${dirname(file)} was removed or emptied: end this with Ctrl-C and start again`);
  }, lookEveryMs).unref();
  return () => clearInterval(looking);
}
