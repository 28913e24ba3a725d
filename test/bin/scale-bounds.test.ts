import { describe, expect, it } from '@jest/globals';
import { command } from '../../bin/commands/scale.ts';

describe('how many tasks a service is scaled to', () => {
  it.each(['200000', '501', 'many', '-1', '1.5'])('is not %s, and what may be is told', async (most) => {
    await expect(command.run(['catalog', '1', '--for', '2h', '--', most])).rejects.toThrow(
      `'${most}' is no number of tasks, allowed: 0 to 500, which Fargate gives a service at once. For example npx shoal scale catalog 4 20 --for 2h.`,
    );
  });

  it('has the smaller number first', async () => {
    await expect(command.run(['catalog', '5', '4', '--for', '2h'])).rejects.toThrow(
      'At least 5 and at most 4 tasks cannot be: the smaller number comes first.',
    );
  });
});
