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
  readonly isInteractive: boolean;
  ask(question: string, signal: AbortSignal): Promise<string>;
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
    if (!terminal.isInteractive) {
      return {
        status: 'failed',
        cause:
          'nobody could be asked, this is no terminal; agree beforehand with --yes. Nothing after it was begun.',
      };
    }
    const answer = (await terminal.ask('Approve? [y/N] ', signal)).trim().toLowerCase();
    return ['y', 'yes'].includes(answer)
      ? { status: 'succeeded' }
      : {
          status: 'failed',
          cause: `not approved (the answer was '${answer}'). Nothing after it was begun, and what was deployed before it stays.`,
        };
  };
}

const thisTerminal: Terminal = {
  isInteractive: process.stdin.isTTY === true,
  async ask(question, signal) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question, { signal });
    } finally {
      lines.close();
    }
  },
};
