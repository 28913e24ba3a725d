import { root } from './tool.ts';

const frame = /^\s+at .*$/;
const nodeVersion = /^Node\.js v\d/;
/** Where Node itself threw it on, with the line of that place and a mark below; and the CDK's word for such frames. */
const ofNode = /^node:internal\/.*\n.*\n\s*\^\s*$/gm;
const cutFrame = /^\s+\.\.\..*\.\.\.$/;

/** What a crashed Node process printed, without the stack: its words, and the one place of ours it came from. */
export function reasonOfCrash(output: string): string {
  const lines = output.replace(ofNode, '').trim().split('\n');
  const ours = lines.find(
    (line) => frame.test(line) && line.includes(root) && !line.includes('node_modules'),
  );
  const place =
    ours === undefined
      ? []
      : [`  at ${ours.slice(ours.indexOf(root) + root.length + 1).replace(/ ?\(?:?\)$/, '')}`];
  const words = lines.filter((line) => ![frame, cutFrame, nodeVersion].some((form) => form.test(line)));
  return [...words, ...place]
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
