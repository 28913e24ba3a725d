import { describe } from '@jest/globals';
import { type Engine, startEngine } from './engine.ts';
import { NoEngine } from './engine-packages.ts';

/** An engine, and `describe` for what takes one. Where none can be had, that is skipped, and nobody can overlook it. */
export async function engineOrSkip(): Promise<{
  readonly engine: Engine | undefined;
  readonly describeWithEngine: typeof describe | typeof describe.skip;
}> {
  try {
    return { engine: await startEngine(), describeWithEngine: describe };
  } catch (error) {
    if (!(error instanceof NoEngine)) throw error;
    const line = '!'.repeat(100);
    process.stderr.write(
      `\n${line}\nSKIPPED, NO DOCKER ENGINE: no image is built and run here. ${error.message}\n${line}\n\n`,
    );
    return { engine: undefined, describeWithEngine: describe.skip };
  }
}
