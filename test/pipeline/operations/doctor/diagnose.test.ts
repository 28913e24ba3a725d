import { describe, expect, it } from '@jest/globals';
import { diagnose, diagnoseGround } from '../../../../pipeline/operations/doctor/diagnose.ts';
import type {
  DeploymentEvidence,
  Evidence,
  TargetEvidence,
} from '../../../../pipeline/operations/doctor/evidence.ts';
import { evidenceOf, failedStack, minute, now, type Stop, stoppedTask } from './evidence-of.ts';

const namesOf = (evidence: Evidence): readonly string[] => diagnose(evidence).map(({ name }) => name);

function onlyOf(evidence: Evidence) {
  const found = diagnose(evidence);
  expect(found).toHaveLength(1);
  const [only] = found;
  if (only === undefined) throw new Error('there is none');
  return only;
}

function sickTarget(reason: string, description: string): readonly TargetEvidence[] {
  return [
    {
      group: 'dev-catalog-blue',
      weight: 100,
      targets: [{ address: '10.0.1.7', port: 3001, state: 'unhealthy', reason, description }],
    },
  ];
}

function deployment(changed: Partial<DeploymentEvidence>): DeploymentEvidence {
  return {
    id: 'd-ABCDEFGHI',
    status: 'Failed',
    by: 'a deployment of its stack',
    revision: 'dev-catalog:13',
    createdAt: now - 20 * minute,
    endedAt: now - 10 * minute,
    code: '',
    message: '',
    step: undefined,
    stepMessage: '',
    ...changed,
  };
}

describe('a service with which nothing is wrong', () => {
  it('has no diagnosis', () => {
    expect(diagnose(evidenceOf())).toEqual([]);
  });

  it('is not blamed for tasks that were told to stop', () => {
    const stopped = [
      stoppedTask({
        code: 'EssentialContainerExited',
        reason: 'Essential container in task exited',
        exitCode: 0,
      }),
    ];
    expect(namesOf(evidenceOf({ stopped }))).toEqual([]);
  });
});

describe('tasks that stopped before a release that succeeded', () => {
  it('are no trouble any more', () => {
    const stopped = [stoppedTask({ reason: 'CannotPullContainerError: shoal/catalog:1f2e: not found' })];
    expect(namesOf(evidenceOf({ stopped }))).toEqual(['image not found']);
    const later = deployment({ status: 'Succeeded', createdAt: now - 2 * minute });
    expect(namesOf(evidenceOf({ stopped, deployments: [later] }))).toEqual([]);
  });
});

/** As ECS words them on Fargate, ids and accounts made up. */
const stops: readonly (readonly [string, Stop])[] = [
  [
    'image not found',
    {
      reason:
        'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 000000000000.dkr.ecr.eu-central-1.amazonaws.com/shoal/catalog:1f2e3d4c5b6a7988: 000000000000.dkr.ecr.eu-central-1.amazonaws.com/shoal/catalog:1f2e3d4c5b6a7988: not found',
    },
  ],
  [
    'architecture mismatch',
    {
      reason:
        "CannotPullContainerError: pull image manifest has been retried 5 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64'",
    },
  ],
  [
    'out of memory',
    {
      code: 'EssentialContainerExited',
      reason: 'Essential container in task exited',
      exitCode: 137,
      containerReason: 'OutOfMemoryError: Container killed due to memory usage',
    },
  ],
  [
    'missing secret',
    {
      reason:
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-central-1:000000000000:secret:dev/catalog/cache-AbCdEf from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    },
  ],
  [
    'missing secret',
    {
      reason:
        'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /shoal/dev/token-keys',
    },
  ],
  [
    'missing permission',
    {
      reason:
        'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-central-1:000000000000:secret:dev/catalog/cache-AbCdEf from secrets manager: AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/dev-catalog-execution/1f2e is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-central-1:000000000000:secret:dev/catalog/cache-AbCdEf because no identity-based policy allows the secretsmanager:GetSecretValue action',
    },
  ],
  [
    'task exits',
    { code: 'EssentialContainerExited', reason: 'Essential container in task exited', exitCode: 1 },
  ],
];

describe('tasks that stop', () => {
  it.each(stops)('are told as: %s', (name, stop) => {
    const found = onlyOf(evidenceOf({ stopped: [stoppedTask(stop), stoppedTask(stop)] }));
    expect(found).toMatchObject({ name, since: now - 4 * minute, weight: 'wrong' });
    expect(found.evidence[0]).toContain(stop.containerReason ?? stop.reason);
    expect(found.next).toMatch(/npx (shoal|cdk) /);
  });

  it('say of another processor so too where the program cannot be executed', () => {
    const stopped = [
      stoppedTask({
        code: 'EssentialContainerExited',
        reason: 'Essential container in task exited',
        exitCode: 255,
      }),
    ];
    const lines = ['exec /nodejs/bin/node: exec format error'];
    expect(namesOf(evidenceOf({ stopped, lines }))).toEqual(['architecture mismatch']);
  });

  it('name who lacks which permission', () => {
    const [, stop] = stops[5] ?? [];
    const { cause } = onlyOf(evidenceOf({ stopped: [stoppedTask(stop ?? {})] }));
    expect(cause).toContain('assumed-role/dev-catalog-execution/1f2e may not secretsmanager:GetSecretValue');
  });
});

describe('targets that get no traffic', () => {
  it('are told with the answer they gave', () => {
    const targets = sickTarget('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [503]');
    const found = onlyOf(
      evidenceOf({ targets, lines: ['{"level":"warn","message":"database is out of reach"}'] }),
    );
    expect(found.name).toBe('failing health check');
    expect(found.cause).toContain('answers /health/ready with 503');
    expect(found.evidence.join('\n')).toContain('database is out of reach');
  });

  it('are told by ECS as well, since the first of its remarks', () => {
    const { ecs } = evidenceOf();
    if (ecs === undefined) throw new Error('there is none');
    const message = (at: number) => ({
      at,
      message:
        '(service catalog) (port 3001) is unhealthy in (target-group arn:aws:elasticloadbalancing:eu-central-1:000000000000:targetgroup/dev-catalog-blue/0a1b) due to (reason Health checks failed with these codes: [500])',
    });
    const remarks = [message(now - minute), message(now - 3 * minute), ...ecs.remarks];
    const found = onlyOf(evidenceOf({ ecs: { ...ecs, remarks } }));
    expect(found).toMatchObject({ name: 'failed health check', since: now - 3 * minute });
    const before = onlyOf(
      evidenceOf({ ecs: { ...ecs, running: 1, remarks: [...ecs.remarks, message(now)] } }),
    );
    expect(before.name).toBe('tasks are missing');
  });

  it('are past where none is left, and neither the path of today nor what else the log holds is their reason', () => {
    const stack = failedStack(
      'Custom::Release',
      "service 'catalog': deployment d-ABCDEFGHI of dev-catalog:13 failed: Health checks failed with these codes: [404]",
    );
    const lines = [
      '{"level":"info","message":"request completed"}',
      '{"level":"warn","message":"no such route"}',
    ];
    const found = onlyOf(evidenceOf({ stack, lines }));
    expect(found.name).toBe('failed health check');
    expect(found.cause).toBe(
      'Tasks of catalog answered their health check with 404, and only 200 gets traffic. None is unhealthy now.',
    );
    expect(found.evidence).toEqual([
      expect.stringContaining('CloudFormation says of'),
      'its log says: {"level":"warn","message":"no such route"}',
    ]);
    expect(found.next).toBe('npx shoal logs catalog --stage dev, mend it, then deploy again');
  });

  it('listen elsewhere where nothing answers and their log names another port', () => {
    const targets = sickTarget('Target.FailedHealthChecks', 'Health checks failed');
    const lines = ['{"level":"info","message":"listening","host":"0.0.0.0","port":8080}'];
    const found = onlyOf(evidenceOf({ targets, lines }));
    expect(found.name).toBe('wrong port');
    expect(found.cause).toBe('catalog listens on port 8080, and the balancer asks on port 3001.');
    expect(onlyOf(evidenceOf({ targets })).cause).toContain('Nothing answers the balancer on port 3001');
  });

  it('are missed where the listener sends people', () => {
    const targets: readonly TargetEvidence[] = [
      { group: 'dev-catalog-blue', weight: 100, targets: [] },
      {
        group: 'dev-catalog-green',
        weight: 0,
        targets: [{ address: '10.0.1.7', port: 3001, state: 'healthy', reason: '', description: '' }],
      },
    ];
    const found = onlyOf(evidenceOf({ targets }));
    expect(found.name).toBe('empty target group');
    expect(found.evidence.join()).toContain('the healthy tasks are in dev-catalog-green');
  });
});

describe('an earlier attempt', () => {
  it('is over when the next one begins, unless its version is the one that serves', () => {
    const { stack } = evidenceOf();
    if (stack === undefined) throw new Error('there is none');
    const going = { ...stack, status: 'UPDATE_IN_PROGRESS', begunAt: now - minute };
    const stop: Stop = {
      code: 'EssentialContainerExited',
      reason: 'Essential container in task exited',
      exitCode: 1,
    };
    expect(namesOf(evidenceOf({ stack: going, stopped: [stoppedTask(stop)] }))).toEqual([]);
    const serving = stoppedTask({ ...stop, revision: 'dev-catalog:12' });
    expect(namesOf(evidenceOf({ stack: going, stopped: [serving] }))).toEqual(['task exits']);
  });
});

describe('releases', () => {
  it('are stuck where their tasks do not come up', () => {
    const stuck = deployment({ status: 'InProgress', step: 'Install', endedAt: undefined });
    const found = onlyOf(evidenceOf({ deployments: [stuck] }));
    expect(found).toMatchObject({ name: 'stuck deployment', since: now - 20 * minute });
    expect(found.next).toContain('stop-deployment --deployment-id d-ABCDEFGHI');
    const young = deployment({ status: 'InProgress', step: 'Install', createdAt: now - minute });
    expect(namesOf(evidenceOf({ deployments: [young] }))).toEqual([]);
  });

  it('are told apart by whether the alarm was on before them', () => {
    const deployments = [
      deployment({ status: 'Stopped', code: 'ALARM_ACTIVE', message: 'An alarm is active.' }),
    ];
    const alarm = (since: number) => [{ name: 'dev/catalog/5xx-blue', since, reason: 'Threshold Crossed' }];
    expect(namesOf(evidenceOf({ deployments, alarms: alarm(now - 30 * minute) }))).toEqual([
      'alarm firing before the release',
    ]);
    expect(namesOf(evidenceOf({ deployments, alarms: alarm(now - 15 * minute) }))).toEqual([
      'alarm during the release',
    ]);
    expect(namesOf(evidenceOf({ alarms: alarm(now) }))).toEqual(['alarm is on']);
  });

  it('that failed are told in the words of the step, until the next one succeeds', () => {
    const failed = deployment({
      code: 'HOOK_EXECUTION_FAILURE',
      step: 'AfterAllowTestTraffic',
      stepMessage: 'asked 5 times',
    });
    const back = deployment({ id: 'd-BACK', by: 'codeDeployRollback', status: 'Succeeded' });
    const found = onlyOf(evidenceOf({ deployments: [back, failed] }));
    expect(found.name).toBe('release failed');
    expect(found.evidence[0]).toContain('HOOK_EXECUTION_FAILURE: asked 5 times');
    const mended = deployment({ id: 'd-NEXT', status: 'Succeeded' });
    expect(namesOf(evidenceOf({ deployments: [mended, back, failed] }))).toEqual([]);
  });

  it('that a stack took back are told in its words, though what it went back to was released again', () => {
    const again = deployment({ id: 'd-AGAIN', status: 'Succeeded', createdAt: now - 3 * minute });
    const stack = failedStack(
      'Custom::Release',
      "service 'catalog': deployment d-ABCDEFGHI of dev-catalog:13 failed",
    );
    expect(onlyOf(evidenceOf({ deployments: [again], stack })).name).toBe('release failed');
  });

  it('began after a migration that failed earlier, which is over then', () => {
    const stopped = [
      stoppedTask({
        revision: 'dev-catalog-migrate:13',
        code: 'EssentialContainerExited',
        reason: 'Essential container in task exited',
        exitCode: 3,
      }),
    ];
    const { stack } = evidenceOf();
    if (stack === undefined) throw new Error('there is none');
    const going = { ...stack, status: 'UPDATE_IN_PROGRESS', begunAt: now - minute };
    expect(namesOf(evidenceOf({ stopped, stack: going }))).toEqual([]);
  });

  it('never began where the migration failed', () => {
    const reason =
      "service 'catalog': migration dev-catalog-migrate:13 exited with 1 (EssentialContainerExited)";
    const stopped = [
      stoppedTask({
        revision: 'dev-catalog-migrate:13',
        code: 'EssentialContainerExited',
        reason: 'Essential container in task exited',
        exitCode: 1,
      }),
    ];
    const found = onlyOf(evidenceOf({ stopped, stack: failedStack('Custom::Migration', reason) }));
    expect(found.name).toBe('migration failed');
    expect(found.evidence).toHaveLength(2);
  });
});

describe('stages', () => {
  it('that sleep are a note and no trouble', () => {
    const { ecs } = evidenceOf();
    if (ecs === undefined) throw new Error('there is none');
    const asleep = { ...ecs, desired: 0, running: 0 };
    const targets: readonly TargetEvidence[] = [{ group: 'dev-catalog-blue', weight: 100, targets: [] }];
    const sleeping = 'dev is awake MON from 08:00 to 19:00 Europe/Berlin';
    expect(onlyOf(evidenceOf({ ecs: asleep, targets, sleeping }))).toMatchObject({
      name: 'sleeping stage',
      weight: 'note',
      next: 'npx shoal wake --stage dev',
    });
    expect(namesOf(evidenceOf({ ecs: asleep }))).toEqual(['no task is wanted']);
  });

  it('are told of the domain they came with', () => {
    const domain = { name: 'staging.shoal.example', hostedZoneId: 'Z00000000STAGINGEXAMPLE' };
    expect(onlyOf(evidenceOf({ domain })).evidence).toHaveLength(2);
    expect(
      diagnose(evidenceOf({ domain: { name: 'shop.fish', hostedZoneId: 'Z08812345ABCDEFGHIJK' } })),
    ).toEqual([]);
  });

  it('that were never deployed say so first', () => {
    const { ecs: _ecs, stack: _stack, ...rest } = evidenceOf({ targets: [] });
    expect(onlyOf(rest)).toMatchObject({ name: 'never deployed', next: 'npx shoal deploy --stage dev' });
  });

  it('whose stack takes no update say how it does again', () => {
    const stack = { ...failedStack('AWS::SQS::Queue', 'it was locked'), status: 'UPDATE_ROLLBACK_FAILED' };
    expect(namesOf(evidenceOf({ stack }))).toEqual(['deployment failed', 'stack takes no update']);
  });

  it('whose stack was put back is told what deploys that again, a service or what services stand on', () => {
    const stack = failedStack('AWS::SQS::Queue', 'it was locked');
    const next = (more: object) => diagnoseGround(evidenceOf({ stack, ...more })).map((each) => each.next);
    expect(next({})).toEqual(['mend it, then npx cdk deploy dev/catalog']);
    expect(next({ here: '' })).toEqual(['mend it, then npx shoal deploy catalog']);
    expect(next({ deployedBy: 'npx shoal pipeline run platform' })).toEqual([
      'mend it, then npx shoal pipeline run platform',
    ]);
  });

  it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'])(
    'whose stack never came to be is taken away in spite of its protection: %s',
    (status) => {
      const stack = { ...failedStack('AWS::RDS::DBInstance', 'no room'), status };
      const stuck = diagnose(evidenceOf({ stack })).find(({ name }) => name === 'stack takes no update');
      expect(stuck?.next).toMatch(
        /^aws --region eu-central-1 cloudformation update-termination-protection --no-enable-termination-protection --stack-name dev-catalog/,
      );
    },
  );
});
