import { createInterface } from 'node:readline/promises';
import type { ActionPlayer } from '../../rehearsal/codepipeline/run-stage.ts';

export interface Approvals {
  /** Agreed to beforehand. */
  readonly yes: boolean;
  /** Why there is nothing to agree to; nothing where there is. */
  readonly notAsked: (stage: string) => string | undefined;
  /** @default - this terminal */
  readonly terminal?: Terminal;
}

export interface Terminal {
  /** What was typed, or nothing where nobody is there to type. */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>;
}

/** Asks whoever sits here what CodePipeline would ask an operator. */
export function approvalPlayer({ yes, notAsked, terminal = thisTerminal }: Approvals): ActionPlayer {
  return async ({ action, stage, say, signal }) => {
    const because = notAsked(stage);
    if (because !== undefined) {
      say(because);
      return { status: 'not-played', because };
    }
    say(action.configuration.CustomData ?? `${stage} asks for an approval.`);
    if (yes) {
      say('agreed to beforehand, by --yes');
      return { status: 'succeeded' };
    }
    const typed = await terminal.ask('Approve? [y/N] ', signal);
    if (typed === undefined) {
      return {
        status: 'failed',
        cause:
          'nobody could be asked, since there is nothing to read from; agree beforehand with --yes. Nothing after it was begun.',
      };
    }
    const answer = typed.trim().toLowerCase();
    return ['y', 'yes'].includes(answer)
      ? { status: 'succeeded' }
      : {
          status: 'failed',
          cause: `not approved (the answer was '${answer}'). Nothing after it was begun, and what was deployed before it stays.`,
        };
  };
}

const thisTerminal: Terminal = {
  async ask(question, signal) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const ended = new AbortController();
    lines.once('close', () => ended.abort());
    // Where a terminal is read key by key, Ctrl-C is one of them.
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    try {
      return await lines.question(question, { signal: AbortSignal.any([signal, ended.signal]) });
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') return undefined;
      throw error;
    } finally {
      lines.close();
    }
  },
};
