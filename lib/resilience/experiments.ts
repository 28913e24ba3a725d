import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnExperimentTemplate } from 'aws-cdk-lib/aws-fis';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { type Experiment, nameOfExperiment } from '../../platform/stage/experiments.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { DataStack } from '../data/data-stack.ts';
import type { EdgeStack } from '../edge/edge-stack.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { errorAlarmName } from '../service/target-group-alarms.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { CustomerAlarm } from './customer-alarm.ts';
import { type Laboratory, planOf } from './experiment-plan.ts';

export interface ExperimentsProps {
  readonly stage: StageDefinition;
  readonly services: readonly ServiceDefinition[];
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly edge: EdgeStack;
  readonly experiments: readonly Experiment[];
}

/** A template for each experiment of the stage. Somebody starts it; it stops by itself as soon as customers notice. */
export class Experiments extends Construct {
  constructor(scope: Construct, id: string, props: ExperimentsProps) {
    super(scope, id);
    const { stage, services, network, data } = props;
    const stack = Stack.of(this);
    const laboratory: Laboratory = {
      stack,
      stage,
      vpcId: network.vpc.vpcId,
      database: data.database.identifier,
    };
    const log = new StageLogGroup(this, 'Log', { stage, key: network.logKey, name: 'platform/experiments' });
    const { alarm } = new CustomerAlarm(this, 'Customers', { stage, publicEdge: props.edge.publicEdge });
    const stopConditions = [alarm.alarmArn, ...alarmsOfDoors(stack, stage, services)].map((value) => ({
      source: 'aws:cloudwatch:alarm',
      value,
    }));
    for (const experiment of props.experiments) {
      const name = nameOfExperiment(experiment);
      const plan = planOf(experiment, laboratory);
      const role = experimentRole(this, `${name}-role`, plan.permissions);
      for (const { arn, reason } of [...plan.stars, logDelivery]) acknowledgeStar(role, arn, reason);
      const template = new CfnExperimentTemplate(this, name, {
        description: plan.description,
        targets: { ...plan.targets },
        actions: { ...plan.actions },
        stopConditions,
        roleArn: role.roleArn,
        experimentOptions: {
          accountTargeting: 'single-account',
          // An experiment that found nothing to break would look like one that was passed.
          emptyTargetResolutionMode: 'fail',
        },
        logConfiguration: {
          logSchemaVersion: 2,
          cloudWatchLogsConfiguration: { LogGroupArn: log.logGroupArn },
        },
        tags: { Name: `${stage.name}-${name}` },
      });
      template.node.addDependency(role);
    }
  }
}

/** Of either colour of each service that customers reach: with the balancer's own, no more than the five FIS takes. */
function alarmsOfDoors(
  stack: Stack,
  stage: StageDefinition,
  services: readonly ServiceDefinition[],
): readonly string[] {
  return services
    .filter(({ route }) => route === 'public')
    .flatMap(({ name }) =>
      (['blue', 'green'] as const).map((colour) => errorAlarmName(stage.name, name, colour)),
    )
    .map((resourceName) =>
      stack.formatArn({
        service: 'cloudwatch',
        resource: 'alarm',
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
}

const logDelivery = {
  arn: '*',
  reason:
    'FIS sets the delivery of its log up with actions of CloudWatch Logs that know no resource; what is delivered goes to the one log group that the template names.',
};

function experimentRole(scope: Construct, id: string, permissions: readonly iam.PolicyStatement[]): iam.Role {
  const stack = Stack.of(scope);
  const role = new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('fis.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({ service: 'fis', resource: 'experiment', resourceName: '*' }),
      },
    }),
  });
  for (const permission of permissions) role.addToPolicy(permission);
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'logs:CreateLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:PutResourcePolicy',
      ],
      resources: ['*'],
    }),
  );
  return role;
}
