/** Tells whoever typed the command; what programs read goes to the other stream. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
