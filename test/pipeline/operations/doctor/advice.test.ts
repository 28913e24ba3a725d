import { describe, expect, it } from '@jest/globals';
import { diagnose } from '../../../../pipeline/operations/doctor/diagnose.ts';
import type { Evidence } from '../../../../pipeline/operations/doctor/evidence.ts';
import { evidenceOf, failedStack, type Stop, stoppedTask } from './evidence-of.ts';

/** What is advised by the diagnosis of that name. */
function adviceOf(name: string, changed: Partial<Evidence>): string | undefined {
  return diagnose(evidenceOf(changed)).find((each) => each.name === name)?.next;
}

describe('the advice after a migration that failed', () => {
  it('is to correct the statement where it stands, since no file after it is reached before', () => {
    const stack = failedStack('Custom::Migration', 'migration dev-catalog-migrate:13 exited with 1');
    expect(adviceOf('migration failed', { stack })).toBe(
      'npx shoal logs catalog --stage dev says what failed: correct that statement in its file (the next run goes on there), or the program where it never came to one, then deploy again',
    );
  });
});

describe('the advice to go back', () => {
  const exited: Stop = {
    code: 'EssentialContainerExited',
    reason: 'Essential container in task exited',
    exitCode: 1,
  };
  const stops: readonly (readonly [string, Stop])[] = [
    ['task exits', exited],
    ['out of memory', { ...exited, containerReason: 'OutOfMemoryError: Container killed' }],
    ['image not found', { reason: 'CannotPullContainerError: shoal/catalog:1f2e: not found' }],
  ];

  it.each(stops)('is given where what serves fails, and not where it serves no more: %s', (name, stop) => {
    const advice = (revision: string) => adviceOf(name, { stopped: [stoppedTask({ ...stop, revision })] });
    expect(advice('dev-catalog:12')).toContain('npx shoal rollback catalog --stage dev');
    expect(advice('dev-catalog:13')).toMatch(/^(?!.*rollback).*npx shoal/);
  });

  it.each(stops)('is not given where the release was taken back, whatever serves now: %s', (name, stop) => {
    const stopped = [stoppedTask({ ...stop, revision: 'dev-catalog:12' })];
    const stack = failedStack('Custom::Release', 'no task starts');
    expect(adviceOf(name, { stopped, stack })).toMatch(/^(?!.*rollback).*npx shoal/);
  });

  it('is not given for a health check that failed in a release that is taken back', () => {
    const stack = failedStack('Custom::Release', 'Health checks failed with these codes: [404]');
    const stopped = [
      stoppedTask({
        revision: 'dev-catalog:12',
        reason: 'Task failed ELB health checks in (target-group dev-catalog-blue)',
      }),
    ];
    expect(adviceOf('failed health check', { stack, stopped })).toBe(
      'npx shoal logs catalog --stage dev, mend it, then deploy again',
    );
  });

  it('is given for a health check that fails where the traffic is, and not where none comes', () => {
    const advice = (weight: number | undefined) =>
      adviceOf('failing health check', {
        targets: [
          {
            group: 'dev-catalog-green',
            weight,
            targets: [
              {
                address: '10.0.1.7',
                port: 3001,
                state: 'unhealthy',
                reason: 'Target.ResponseCodeMismatch',
                description: 'Health checks failed with these codes: [503]',
              },
            ],
          },
        ],
      });
    expect(advice(100)).toContain('npx shoal rollback catalog --stage dev');
    // ECS moves the traffic, and no listener is known that does.
    expect(advice(undefined)).toContain('npx shoal rollback catalog --stage dev');
    expect(advice(0)).toBe('npx shoal logs catalog --stage dev, mend it, then deploy again');
  });
});

describe('a stack whose creation failed', () => {
  const { ecs: _ecs, ...rest } = evidenceOf({ targets: [] });
  const stack = { ...failedStack('Custom::Release', 'no task starts'), status: 'ROLLBACK_COMPLETE' };
  const namesOf = (evidence: Evidence) => diagnose(evidence).map(({ name }) => name);

  it('is named for that, and not as one that was never deployed', () => {
    expect(namesOf({ ...rest, stack })).toEqual(['release failed', 'stack takes no update']);
    expect(namesOf({ ...rest, stack: { ...stack, status: 'CREATE_IN_PROGRESS', failures: [] } })).toEqual([
      'never deployed',
    ]);
  });

  it('is deployed again in a rehearsal, which takes it away by itself', () => {
    expect(adviceOf('stack takes no update', { stack })).toContain('update-termination-protection');
    expect(adviceOf('stack takes no update', { stack, here: '' })).toBe(
      'npx shoal deploy catalog, which takes away what is left of it and makes it anew',
    );
    const deployedBy = 'npx shoal pipeline run platform';
    expect(adviceOf('stack takes no update', { stack, here: '', deployedBy })).toBe(
      'npx shoal pipeline run platform, which takes away what is left of it and makes it anew',
    );
  });

  it('is told of a first release that nothing serves after it', () => {
    const [released] = diagnose({ ...rest, stack });
    expect(released?.cause).toBe(
      'The first version did not come to serve, and was taken back: nothing of catalog serves.',
    );
  });
});

describe('the advice in a rehearsal', () => {
  it('names no command that works on AWS, while an alarm is on before a release', () => {
    const alarms = [{ name: 'dev/catalog/5xx-blue', since: 0, reason: 'Threshold Crossed' }];
    expect(adviceOf('alarm is on', { alarms })).toContain('npx cdk deploy dev/catalog -c pastAlarms=catalog');
    expect(adviceOf('alarm is on', { alarms, here: '' })).toBe(
      'what to do about it stands in docs/runbook.md under its name; npx shoal status shows when it is over, then npx shoal deploy catalog',
    );
  });

  it('names no command that works on AWS, where a role lacks a permission', () => {
    const stack = failedStack(
      'AWS::SQS::Queue',
      'User: arn:aws:iam::1:role/r is not authorized to perform: sqs:X',
    );
    expect(adviceOf('missing permission', { stack })).toContain('npx cdk diff dev/catalog');
    expect(adviceOf('missing permission', { stack, here: '' })).toBe(
      'grant it where catalog is defined, then npx shoal deploy catalog',
    );
    const deployedBy = 'npx shoal pipeline run platform';
    expect(adviceOf('missing permission', { stack, here: '', deployedBy })).toBe(
      'grant it where catalog is defined, then npx shoal pipeline run platform',
    );
  });
});
