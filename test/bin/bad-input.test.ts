import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { run } from '../../bin/command-line.ts';
import { beginDeployment } from '../../bin/deploy/begin.ts';
import { dev, staging } from '../../platform/stages.ts';
import { type Answer, type FakeAws, startFakeAws } from './fake-aws.ts';

/** Every command that works on a stage on AWS, as it is typed. */
const operators: Readonly<Record<string, readonly string[]>> = {
  status: ['status'],
  logs: ['logs', 'catalog'],
  doctor: ['doctor'],
  exec: ['exec', 'catalog', '--print'],
  rollback: ['rollback', 'catalog'],
  restart: ['restart', 'catalog'],
  scale: ['scale', 'catalog', '1', '2', '--for', '2h'],
  run: ['run', 'catalog', 'seed'],
  redrive: ['redrive', 'recommendations'],
  snapshot: ['snapshot'],
  restore: ['restore', '--to', 'latest', '--as', 'copy'],
  drill: ['drill', 'fail-database-over', '--yes'],
  sleep: ['sleep'],
  wake: ['wake', '--until', '23:00'],
  guard: ['guard', 'data'],
};

/** Those that know no stage on AWS, or are asked about elsewhere. */
const others = [
  'bench',
  'build',
  'check',
  'cost',
  'deploy',
  'image',
  'new-service',
  'pipeline',
  'synth',
  'test',
  'token',
  'up',
];

/** One of dev's neither, in the middle of a Saturday: what else an hour may refuse is not what this is about. */
const noon = Date.parse('2026-11-21T12:00:00Z');

/** Chance at an eighth, which makes waits between tries that no other timer has; nobody waits for them here. */
const chance = 0.125;
const throttled = [562.5, 1125, 2250, 4500, 9000];
const waits: ReadonlySet<number> = new Set([...throttled, 112.5, 225, 450, 900, 1800]);

let aws: FakeAws | undefined;
let printed: string;
let said: string;
let waited: number[];
const environment = { ...process.env };
const realTimeout = globalThis.setTimeout;

beforeEach(() => {
  [printed, said, waited] = ['', '', []];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  jest.spyOn(Math, 'random').mockReturnValue(chance);
  jest.spyOn(Date, 'now').mockReturnValue(noon);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, ms = 0, ...rest: []) => {
    if (waits.has(ms)) waited.push(ms);
    return realTimeout(act, waits.has(ms) ? 0 : ms, ...rest);
  }) as typeof setTimeout);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'operator',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  for (const stage of [dev, staging]) Reflect.deleteProperty(stage, 'account');
  await aws?.close();
  aws = undefined;
});

/** drill is about a stage that has drills. */
const stageOf = (verb: string): string => (verb === 'drill' ? 'staging' : 'dev');

async function typed(verb: string, answer: (service: string) => Answer): Promise<readonly string[]> {
  aws = await startFakeAws(answer);
  process.env.AWS_ENDPOINT_URL = aws.url;
  const code = await run([...(operators[verb] ?? []), '--stage', stageOf(verb)]);
  expect(code).toBe(1);
  expect(printed).toBe('');
  expect(said).not.toMatch(/^ +at /m);
  return aws.called;
}

const verbs = Object.keys(operators);
const refusing = (code: string, message: string, status = 403) => ({ code, message, status });
const later =
  (answer: Answer) =>
  (service: string): Answer =>
    service === 'sts' || service === 'cloudformation' ? 'ok' : answer;

describe('every command for operators', () => {
  it('is among these', () => {
    const files = readdirSync(join(import.meta.dirname, '..', '..', 'bin', 'commands'));
    const known = [...verbs, ...others];
    expect(files.map((file) => file.replace('.ts', '')).filter((verb) => !known.includes(verb))).toEqual([]);
  });
});

describe.each(verbs)('%s', (verb) => {
  it('shows in its help how it is typed, here and for a stage on AWS', async () => {
    expect(await run([verb, '--help'])).toBe(0);
    expect(printed).toContain(`npx shoal ${verb}`);
    expect(printed).toContain('--stage');
    expect(printed.split('\n').filter((line) => line.startsWith('npx shoal')).length).toBeGreaterThan(1);
  });

  it('asks nobody about a stage that there is not, and tells the nearest', async () => {
    aws = await startFakeAws(() => 'ok');
    process.env.AWS_ENDPOINT_URL = aws.url;
    expect(await run([...(operators[verb] ?? []), '--stage', 'stagin'])).toBe(1);
    expect(said).toContain("'stagin' is not a stage. Did you mean 'staging'?");
    expect(aws.called).toEqual([]);
  });

  it('says without a stage and without a rehearsal how to start one', async () => {
    expect(await run([...(operators[verb] ?? []), '--state', '/nowhere'])).toBe(1);
    expect(said).toBe('No rehearsal is up in /nowhere: start one with npm start.\n');
  });

  it('says without credentials how to get some', async () => {
    process.env.AWS_ACCESS_KEY_ID = '';
    process.env.AWS_SECRET_ACCESS_KEY = '';
    expect(await typed(verb, () => 'ok')).toEqual([]);
    expect(said).toMatch(/There are no AWS credentials .* Nothing was touched\.\n$/);
  });

  it.each([
    ['ExpiredToken', 'The security token included in the request is expired', /have expired: sign in again/],
    ['InvalidClientTokenId', 'The security token is invalid', /AWS does not know these credentials/],
    ['AccessDenied', 'not authorized to perform: sts:GetCallerIdentity', /may not do that/],
  ])('touches nothing with credentials that AWS answers with %s', async (code, message, sentence) => {
    expect(await typed(verb, () => refusing(code, message))).toEqual(['sts']);
    expect(said).toMatch(sentence);
    expect(said).toMatch(/Nothing was touched\.\n$/);
  });

  it('refuses another account than the stage names before anything else', async () => {
    for (const stage of [dev, staging]) Reflect.set(stage, 'account', '111111111111');
    expect(await typed(verb, () => 'ok')).toEqual(['sts']);
    expect(said).toContain(`${stageOf(verb)} is in account 111111111111, in eu-central-1, and these`);
  });

  it('tries again, later each time, where AWS is asked too often, and says so', async () => {
    const called = await typed(verb, () => refusing('Throttling', 'Rate exceeded', 400));
    expect(called).toHaveLength(6);
    expect(waited).toEqual(throttled);
    expect(said).toContain('AWS asks for fewer calls (Throttling): asking again in 9 s, try 6 of 6.');
    expect(said).toMatch(/went on asking through all retries: .* Nothing was touched\.\n$/);
  });
});

// A guard of what was never deployed has something to say of it: all of it would be new.
describe.each(verbs.filter((verb) => verb !== 'guard'))('%s', (verb) => {
  it('says of a stage that was never deployed that it was not', async () => {
    const called = await typed(verb, (service) =>
      service === 'sts' ? 'ok' : refusing('ValidationError', 'Stack with id x does not exist', 400),
    );
    expect(called).toEqual(['sts', 'cloudformation']);
    expect(said).toContain(`${stageOf(verb)} was never deployed: npx shoal deploy --stage ${stageOf(verb)}`);
  });
});

// What drill asks next it asks of FIS, which has a test of its own.
describe.each(verbs.filter((verb) => !['guard', 'drill'].includes(verb)))('%s', (verb) => {
  it('says what it may not do, and what is left', async () => {
    await typed(verb, later(refusing('AccessDeniedException', 'not authorized to perform: x', 400)));
    expect(said).toMatch(/These credentials may not do that .*: ask for the permission, .*\. \S.*\.\n$/);
  });

  it('says that the network is gone, and what is left', async () => {
    await typed(verb, later('reset'));
    expect(said).toMatch(
      /AWS cannot be reached \(\w+\): check the network, .* run the command again\. \S.*\n$/,
    );
  });
});

describe('a deployment to AWS', () => {
  const begin = async (answer: (service: string) => Answer) => {
    aws = await startFakeAws(answer);
    process.env.AWS_ENDPOINT_URL = aws.url;
    const failed = await beginDeployment(dev, () => undefined).then(String, String);
    return { failed, called: aws.called };
  };

  it('refuses expired credentials and another account before it synthesizes anything', async () => {
    const { failed } = await begin(() => refusing('ExpiredToken', 'expired'));
    expect(failed).toMatch(/have expired: .* Nothing was touched\.$/);
    await aws?.close();
    Reflect.set(dev, 'account', '111111111111');
    expect((await begin(() => 'ok')).called).toEqual(['sts']);
  });

  it('asks a stage that there is not yet nothing more than who works on it', async () => {
    const { called } = await begin(later(refusing('ParameterAlreadyExists', 'there is one', 400)));
    expect(called.slice(0, 3)).toEqual(['sts', 'cloudformation', 'ssm']);
  });
});
