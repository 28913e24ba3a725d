import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns the file for people; the one for programs is beside it */
export async function writeReport(
  folder: string,
  name: string,
  texts: Readonly<Record<'md' | 'json', string>>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const file = join(folder, `${stamp}-${name}`);
  await writeFile(`${file}.json`, texts.json);
  await writeFile(`${file}.md`, texts.md);
  return `${file}.md`;
}
