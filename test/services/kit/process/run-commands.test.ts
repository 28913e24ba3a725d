import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../../../services/kit/configuration/environment.ts';
import { type RunningProcess, runCommands } from '../../../../services/kit/process/run-commands.ts';

function started(...words: string[]) {
  const printed: string[] = [];
  const running: RunningProcess = {
    argv: ['node', 'main.mjs', ...words],
    stderr: { write: (text) => printed.push(text) },
  };
  return { running, printed };
}

const serve = async () => undefined;

describe('a service that is started', () => {
  it('serves where nothing else is asked', async () => {
    const { running } = started();
    let served = false;
    await runCommands(
      'catalog',
      {
        serve: async () => {
          served = true;
        },
      },
      running,
    );
    expect(served).toBe(true);
    expect(running.exitCode).toBeUndefined();
  });

  it('ends with the exit code of its command', async () => {
    const { running } = started('migrate');
    await runCommands('catalog', { serve, migrate: async () => 1 }, running);
    expect(running.exitCode).toBe(1);
  });

  it.each(['sed', 'toString', '__proto__'])(
    "says which commands there are when asked for '%s'",
    async (word) => {
      const { running, printed } = started(word);
      await runCommands('catalog', { serve, seed: serve }, running);
      expect(printed).toEqual([`'${word}' is no command of catalog, known: serve, seed\n`]);
      expect(running.exitCode).toBe(1);
    },
  );

  it('names every variable it misses, in sentences and without a stack', async () => {
    const { running, printed } = started();
    const read = async () => {
      const environment = readEnvironment({});
      environment.text('STAGE', { fix: 'set it to the stage' });
      environment.integer('PORT', { min: 1, max: 9, fix: 'set it to a port' });
      environment.complete();
    };
    await runCommands('catalog', { serve: read }, running);
    const text = printed.join('');
    expect(text).toContain('STAGE is not set; set it to the stage');
    expect(text).toContain('PORT is not set; set it to a port');
    expect(text).not.toMatch(/\n\s+at /);
    expect(running.exitCode).toBe(1);
  });

  it('does not hide what went wrong in itself', async () => {
    const { running } = started();
    const broken = async () => {
      throw new TypeError('broken on purpose');
    };
    await expect(runCommands('catalog', { serve: broken }, running)).rejects.toThrow('broken on purpose');
  });
});
