import { root } from './tool.ts';

const frame = /^\s+at .*$/;
const nodeVersion = /^Node\.js v\d/;

/** What a crashed Node process printed, without the stack: its words, and the one place of ours it came from. */
export function reasonOfCrash(output: string): string {
  const lines = output.trim().split('\n');
  const ours = lines.find(
    (line) => frame.test(line) && line.includes(root) && !line.includes('node_modules'),
  );
  const place =
    ours === undefined ? [] : [`  at ${ours.slice(ours.indexOf(root) + root.length + 1).replace(')', '')}`];
  const words = lines.filter((line) => !frame.test(line) && !nodeVersion.test(line));
  return [...words, ...place]
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
