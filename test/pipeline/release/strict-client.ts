/** A call as the SDK's client would send it. */
export interface SentCall {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export type Answers = Readonly<Record<string, (input: never) => unknown>>;

/** Stands in for a client of the SDK: records every call, answers those it is told to, and fails on any other. */
export class StrictClient {
  readonly calls: SentCall[] = [];
  readonly #answers: Answers;
  readonly #failures = new Map<string, Error[]>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  /** Makes the next call of this command fail. */
  failNext(command: string, error: Error): void {
    this.#failures.set(command, [...(this.#failures.get(command) ?? []), error]);
  }

  inputsOf(command: string): readonly Readonly<Record<string, unknown>>[] {
    return this.calls.filter((call) => call.command === command).map(({ input }) => input);
  }

  readonly send = async (sent: { readonly input: object }): Promise<never> => {
    const command = sent.constructor.name.replace(/Command$/, '');
    const input = sent.input as Record<string, unknown>;
    this.calls.push({ command, input });
    const failure = this.#failures.get(command)?.shift();
    if (failure !== undefined) throw failure;
    const answer = this.#answers[command];
    if (answer === undefined) throw new Error(`unexpected call: ${command} ${JSON.stringify(input)}`);
    return answer(input as never) as never;
  };
}

/** An error as the SDK throws it. */
export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}
