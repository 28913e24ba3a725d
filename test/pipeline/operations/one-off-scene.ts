import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { type OneOffOutcome, runOneOff } from '../../../pipeline/operations/one-off.ts';
import { StrictClient } from '../release/strict-client.ts';

const taskArn = 'arn:aws:ecs:eu-central-1:000000000000:task/dev/1f2e';

/** ECS, which shows each look at a task the next of these states, and a log that stays empty. */
export class OneOffScene {
  now = Date.parse('2026-11-21T12:00:00Z');
  readonly said: string[] = [];
  /** What is looked at; afterwards the task is MISSING, as at first. */
  looks: string[] = [];
  exitCode: number | undefined = 4;

  readonly ecs = new StrictClient({
    RunTask: () => ({ tasks: [{ taskArn }], failures: [] }),
    DescribeTasks: () => {
      const lastStatus = this.looks.shift() ?? 'MISSING';
      if (lastStatus === 'MISSING') return { tasks: [], failures: [{ arn: taskArn, reason: 'MISSING' }] };
      const ended = lastStatus === 'STOPPED' && {
        stoppedReason: 'Essential container exited',
        containers: [{ name: 'catalog', exitCode: this.exitCode }],
      };
      return { tasks: [{ taskArn, lastStatus, ...ended }], failures: [] };
    },
  });
  readonly logs = new StrictClient({ GetLogEvents: () => ({ events: [], nextForwardToken: 'f/0' }) });

  run(operator = 'jan'): Promise<OneOffOutcome> {
    return runOneOff(
      {
        ecs: this.ecs as unknown as Pick<ECSClient, 'send'>,
        logs: this.logs as unknown as Pick<CloudWatchLogsClient, 'send'>,
        line: () => undefined,
        pace: {
          now: () => this.now,
          say: (sentence) => this.said.push(sentence),
          pause: async () => {
            this.now += 3000;
          },
        },
      },
      {
        stage: 'dev',
        service: 'catalog',
        task: 'seed',
        operator,
        running: {},
        began: () => undefined,
      },
    );
  }
}
