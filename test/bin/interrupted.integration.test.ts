import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '../../rehearsal/endpoint/endpoint.ts';
import { type ApiService, NamedList } from '../../rehearsal/plane.ts';
import { fakeRds } from '../pipeline/operations/restore/fake-rds.ts';

const root = join(import.meta.dirname, '..', '..');
const node = join(root, 'node_modules', '.bin', 'node');

/** A stage that is there. */
const cloudFormation: ApiService = {
  signingName: 'cloudformation',
  protocol: 'query',
  namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  operations: {
    DescribeStacks: () => ({ Stacks: [{ StackName: 'prod-cluster', StackStatus: 'UPDATE_COMPLETE' }] }),
  },
};

/** Clusters that nobody ever hears of. */
const silentEcs: ApiService = {
  signingName: 'ecs',
  protocol: 'json',
  namespace: 'AmazonEC2ContainerServiceV20141113',
  operations: { DescribeServices: () => new Promise(() => undefined) },
};

let endpoint: Endpoint | undefined;
afterEach(() => endpoint?.close());

/** Runs a command on prod, and presses Ctrl-C as soon as it has said something. */
async function interrupted(args: readonly string[], when: RegExp | undefined) {
  const { api } = fakeRds({ states: ['creating'] });
  const taking = {
    CreateDBSnapshot: () => ({}),
    DescribeDBSnapshots: () => ({ DBSnapshots: new NamedList('DBSnapshot', [{ Status: 'creating' }]) }),
  };
  const rds = { ...api, operations: { ...api.operations, ...taking } };
  endpoint = await startEndpoint({ apis: [rds, cloudFormation, silentEcs], host: '127.0.0.1', port: 0 });
  const child = spawn(node, [join(root, 'bin', 'shoal.ts'), ...args, '--stage', 'prod'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_ACCESS_KEY_ID: 'operator',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let said = '';
  child.stderr.setEncoding('utf8');
  await new Promise<void>((resolve) => {
    if (when === undefined) globalThis.setTimeout(resolve, 2500);
    child.stderr.on('data', (text: string) => {
      said += text;
      if (when?.test(said)) resolve();
    });
  });
  child.kill('SIGINT');
  return { code: await ended, said };
}

describe('Ctrl-C', () => {
  it('during a restore says that RDS goes on, how to wait for it and how to be rid of it', async () => {
    const { code, said } = await interrupted(
      ['restore', '--to', 'latest', '--as', 'copy'],
      /is being restored/,
    );
    expect(code).toBe(130);
    expect(said).toMatch(
      /shoal-prod-copy is restored further without this command: aws --region eu-central-1 rds wait .* aws --region eu-central-1 rds delete-db-instance/,
    );
  }, 20_000);

  it('during a snapshot says that it goes on', async () => {
    const { code, said } = await interrupted(['snapshot'], /is being taken/);
    expect(code).toBe(130);
    expect(said).toMatch(
      /Snapshot shoal-prod-by-hand-\S+ goes on by itself: aws --region eu-central-1 rds wait/,
    );
  }, 20_000);

  it('before anything was begun says that nothing was', async () => {
    const { code, said } = await interrupted(['restart', 'catalog'], undefined);
    expect(code).toBe(130);
    expect(said).toBe('\nNothing was begun.\n');
  }, 20_000);
});
