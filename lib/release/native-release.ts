import { CustomResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { awakeWords } from '../../platform/stage/sleep.ts';
import { balancingRole } from './balancing-role.ts';
import type { ReleaseParts } from './release-parts.ts';
import { TestTrafficHook } from './test-traffic-hook.ts';

/** How a new revision of a service gets its traffic where ECS moves it: what ECS needs for it, and who watches. */
export class NativeRelease extends Construct {
  readonly hook: TestTrafficHook;
  /** As whom ECS invokes the hook. */
  readonly hookRole: iam.Role;
  /** As whom ECS changes rules and target groups. */
  readonly balancingRole: iam.Role;
  readonly release: CustomResource;

  constructor(scope: Construct, id: string, props: ReleaseParts) {
    super(scope, id);
    const { context } = props;
    const { names, service, stage } = context;
    this.hook = new TestTrafficHook(this, 'Hook', {
      context,
      entry: 'pipeline/hooks/test-traffic-shifted.handler.ts',
      functionName: names.proof,
    });
    this.hookRole = new iam.Role(this, 'HookCallerRole', {
      assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
      description: `Shoal ${stage.name}: ECS asks whether new tasks of ${service.name} are fit`,
    });
    this.hookRole.addToPolicy(
      new iam.PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [this.hook.function.functionArn],
      }),
    );
    this.balancingRole = balancingRole(this, props.rules, props.colours);
    // It names the revision, and does not wait for the service: it watches the deployment from beside it.
    this.release = new CustomResource(this, 'Release', {
      resourceType: 'Custom::Release',
      serviceToken: context.cluster.releases.serviceToken,
      properties: {
        Strategy: 'ecs-native',
        Cluster: names.cluster,
        Service: names.service,
        TaskDefinition: props.task.taskDefinitionArn,
        Container: service.name,
        ...('none' in stage.sleep ? {} : { WakingHours: awakeWords(stage.name, stage.sleep) }),
      },
    });
  }
}
