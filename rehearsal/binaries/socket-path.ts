import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The kernel's limit for a Unix socket's path is 107 bytes, and 103 on macOS. */
const longest = 100;

/** A socket in `folder`, or, where that path would be too long, in a private folder of the temporary one. */
export function socketPath(folder: string, file: string): string {
  const path = join(folder, file);
  if (Buffer.byteLength(path) <= longest) return path;
  const short = join(tmpdir(), `shoal-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  return join(short, file);
}
