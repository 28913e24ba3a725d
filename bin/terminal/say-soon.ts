/** How long somebody waits before they wonder. */
const soonMs = 2000;

/** Does something that mostly is done at once, and says what it is where it is not. */
export async function saySoon<Value>(
  sentence: string,
  work: Promise<Value>,
  say: (sentence: string) => void = (words) => void process.stderr.write(`${words}\n`),
): Promise<Value> {
  const timer = setTimeout(() => say(sentence), soonMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
