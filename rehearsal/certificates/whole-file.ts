import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';

/** Writes a file whole or not at all, so a crash leaves the old one; keys are readable by their owner alone. */
export async function writeWhole(file: string, content: string, mode: number): Promise<void> {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(unfinished, content, { mode });
  await rename(unfinished, file);
}
