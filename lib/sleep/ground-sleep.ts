import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { scheduledSleep } from '../../platform/stage/sleep.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { ScheduleRole } from '../schedules/schedule-role.ts';
import { StageSchedule } from '../schedules/stage-schedule.ts';

/** Something that services stand on, and how AWS stops and starts it. */
export interface Ground {
  /** `database` */
  readonly name: string;
  /** `rds`, as the SDK calls the service, and the policies too. */
  readonly service: string;
  readonly stop: string;
  readonly start: string;
  /** What both calls are told. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly arn: string;
}

export interface GroundSleepProps {
  readonly stage: StageDefinition;
  readonly ground: Ground;
  /** What encrypts the place where failed schedules end: `network.logKey`. */
  readonly key: kms.IKey;
}

/**
 * Stops part of a stage's ground when the stage sleeps, and starts it before it wakes. The service itself is called,
 * without a function of ours between. In a stage that does not sleep it makes nothing.
 */
export class GroundSleep extends Construct {
  constructor(scope: Construct, id: string, { stage, ground, key }: GroundSleepProps) {
    super(scope, id);
    if ('none' in stage.sleep) return;
    const { sleep } = stage;
    const times = scheduledSleep(sleep).ground;
    const role = new ScheduleRole(this, 'Role', {
      stage,
      key,
      may: [
        new iam.PolicyStatement({
          actions: [ground.stop, ground.start].map((action) => `${ground.service}:${capital(action)}`),
          resources: [ground.arn],
        }),
      ],
    });
    const schedule = (which: 'sleeps' | 'wakes', action: string): void => {
      const made = new StageSchedule(this, capital(which), {
        stage,
        name: `${ground.name}-${which}`,
        description: `Shoal ${stage.name}: its ${ground.name} ${which} with it`,
        expression: times[which],
        timezone: sleep.timezone,
        role,
        target: {
          arn: `arn:aws:scheduler:::aws-sdk:${ground.service}:${action}`,
          input: Stack.of(this).toJsonString(ground.input),
        },
        // A database that is being backed up cannot be stopped just then.
        patienceMinutes: 120,
      });
      // EventBridge looks at the role when the schedule is made.
      made.node.addDependency(role);
    };
    schedule('sleeps', ground.stop);
    schedule('wakes', ground.start);
  }
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
