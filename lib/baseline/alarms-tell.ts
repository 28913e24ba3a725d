import { Aspects, type IAspect, Stack, type Stage } from 'aws-cdk-lib';
import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { topicArnIn } from './alarm-topic.ts';

/** An alarm that nobody hears is none: each that names no action of its own tells the operators of its stage. */
export function letAlarmsTell(scope: Stage, stage: StageDefinition): void {
  const telling: IAspect = {
    visit(node: IConstruct) {
      if (!(node instanceof CfnAlarm || node instanceof CfnCompositeAlarm)) return;
      // A construct's own list is known once it is asked for.
      const actions: readonly unknown[] | undefined = Stack.of(node).resolve(node.alarmActions);
      if (actions === undefined || actions.length === 0) node.alarmActions = [topicArnIn(node, stage)];
    },
  };
  Aspects.of(scope).add(telling);
}
