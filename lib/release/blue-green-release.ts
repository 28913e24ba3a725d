import { CustomResource } from 'aws-cdk-lib';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import { Construct } from 'constructs';
import { awakeWords } from '../../platform/stage/sleep.ts';
import { capacityOf } from '../service/capacity.ts';
import { codeDeployRole } from './code-deploy-role.ts';
import { deploymentGroup } from './deployment-group.ts';
import type { ReleaseParts } from './release-parts.ts';
import { tellsCodeDeploy } from './tells-code-deploy.ts';
import { TestTrafficHook } from './test-traffic-hook.ts';

/** How a new revision of a service gets its traffic: CodeDeploy's part, and the resource that asks it to begin. */
export class BlueGreenRelease extends Construct {
  readonly group: codedeploy.CfnDeploymentGroup;
  /** Complete when the revision serves; failed when CodeDeploy went back. */
  readonly release: CustomResource;

  constructor(scope: Construct, id: string, props: ReleaseParts) {
    super(scope, id);
    const { context } = props;
    const { names } = context;
    const { sleep } = context.stage;
    const hook = new TestTrafficHook(this, 'Hook', {
      context,
      entry: 'pipeline/hooks/after-test-traffic.handler.ts',
      functionName: names.hook,
    });
    tellsCodeDeploy(hook, names);
    const role = codeDeployRole(this, {
      names,
      ruleArns: [props.rules.productionRuleArn, props.rules.testRuleArn],
      hook: hook.function,
      taskRoles: props.taskRoles,
    });
    this.group = deploymentGroup(this, { context, role, alarms: props.alarms });
    this.release = new CustomResource(this, 'Release', {
      resourceType: 'Custom::Release',
      serviceToken: context.cluster.releases.serviceToken,
      properties: {
        Strategy: 'codedeploy',
        Cluster: names.cluster,
        Service: names.service,
        TaskDefinition: props.task.taskDefinitionArn,
        Container: context.service.name,
        Port: context.service.port,
        Application: names.application,
        DeploymentGroup: names.deploymentGroup,
        Subnets: props.place.subnetIds,
        SecurityGroups: [props.place.securityGroup.securityGroupId],
        CapacityProviders: capacityOf(context.stage).map(({ capacityProvider, weight, base }) => ({
          CapacityProvider: capacityProvider,
          Weight: weight,
          Base: base,
        })),
        AfterAllowTestTraffic: hook.function.functionName,
        ...('none' in sleep ? {} : { WakingHours: awakeWords(context.stage.name, sleep) }),
      },
    });
    this.release.node.addDependency(this.group, hook);
  }
}
