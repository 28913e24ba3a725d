import { describe, expect, it } from '@jest/globals';
import { refuseElsewhere } from '../../../bin/stage/operated-stage.ts';
import { dev } from '../../../platform/stages.ts';

const arn = 'arn:aws:sts::000000000000:assumed-role/operators/jan';
const clientThat = (send: () => Promise<object>) => ({ send }) as never;

describe('a stage on AWS', () => {
  it('is worked on where the account holds it', async () => {
    const found = clientThat(async () => ({ Stacks: [{ StackStatus: 'UPDATE_COMPLETE' }] }));
    await expect(refuseElsewhere(found, dev, '000000000000', arn)).resolves.toBeUndefined();
  });

  it('is refused with account, caller and region where it is another account, or was never deployed', async () => {
    const absent = clientThat(async () => {
      throw Object.assign(new Error('Stack with id dev-cluster does not exist'), { name: 'ValidationError' });
    });
    await expect(refuseElsewhere(absent, dev, '000000000000', arn)).rejects.toThrow(
      `Account 000000000000 (${arn}) has no dev in eu-central-1: its stack dev-cluster does not exist.`,
    );
  });

  it('is not said to be absent where AWS did not answer', async () => {
    const throttled = clientThat(async () => {
      throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    });
    await expect(refuseElsewhere(throttled, dev, '000000000000', arn)).rejects.toThrow('Rate exceeded');
  });
});
