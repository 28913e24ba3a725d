/**
 * What AWS says, for a sentence of ours that CloudFormation shows. It takes 4096 bytes from a custom resource in all, of
 * which CDK's framework also makes the stack trace, and to that it adds all lines of a message after the first again.
 * Lines of a log in a message are best at their ends.
 */
export function shortened(text: string): string {
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest / 3)} … ${line.slice((-2 * longest) / 3)}`;
}

const longest = 600;
