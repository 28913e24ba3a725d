import { DBInstanceNotFoundFault, type RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, it } from '@jest/globals';
import { refuseAsleep } from '../../../bin/wake/refuse-asleep.ts';
import { dev, prod, type StageDefinition } from '../../../platform/stages.ts';

const deploy = (answer: () => object, stage: StageDefinition = dev) =>
  refuseAsleep({ send: async () => answer() } as Pick<RDSClient, 'send'>, stage, 'npx shoal wake');
const database = (status: string) => () => ({ DBInstances: [{ DBInstanceStatus: status }] });

describe('a deployment', () => {
  it('is refused before it begins where the stage sleeps, and says how it is woken', async () => {
    await expect(deploy(database('stopped'))).rejects.toThrow(
      /^dev sleeps, its database is stopped, and no task could do without it; dev is awake .* Nothing was begun\. Next: npx shoal wake$/,
    );
  });

  it.each(['available', 'backing-up', 'modifying'])('begins while the database is %s', async (status) => {
    await expect(deploy(database(status))).resolves.toBeUndefined();
  });

  it('begins where nothing is there yet, and asks nobody where the stage never sleeps', async () => {
    const missing = () => {
      throw new DBInstanceNotFoundFault({ message: 'not found', $metadata: {} });
    };
    await expect(deploy(missing)).resolves.toBeUndefined();
    const nobody = () => {
      throw new Error('it was asked');
    };
    await expect(deploy(nobody, prod)).resolves.toBeUndefined();
  });

  it('fails where AWS does not answer', async () => {
    await expect(
      deploy(() => {
        throw new Error('no credentials');
      }),
    ).rejects.toThrow('no credentials');
  });
});
