import { ArnFormat, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { StageDefinition } from '../../platform/stages.ts';
import type { ServiceNames } from '../service/service-names.ts';
import { trafficStepsName } from './traffic-steps.ts';

/** What starting and watching a release of these services takes, and of nothing else. */
export function releaseGrants(
  stack: Stack,
  stage: StageDefinition,
  names: readonly ServiceNames[],
): readonly iam.PolicyStatement[] {
  const codedeploy = (resource: string, name: string): string =>
    stack.formatArn({
      service: 'codedeploy',
      resource,
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  return [
    new iam.PolicyStatement({
      actions: ['ecs:DescribeServices'],
      resources: names.map(({ cluster, service }) =>
        stack.formatArn({ service: 'ecs', resource: 'service', resourceName: `${cluster}/${service}` }),
      ),
    }),
    new iam.PolicyStatement({
      actions: [
        'codedeploy:BatchGetDeployments',
        'codedeploy:BatchGetDeploymentTargets',
        'codedeploy:CreateDeployment',
        'codedeploy:ListDeployments',
        'codedeploy:ListDeploymentTargets',
        'codedeploy:StopDeployment',
      ],
      resources: names.map(({ application, deploymentGroup }) =>
        codedeploy('deploymentgroup', `${application}/${deploymentGroup}`),
      ),
    }),
    new iam.PolicyStatement({
      actions: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
      resources: names.map(({ application }) => codedeploy('application', application)),
    }),
    // CodeDeploy looks at the group's steps in the name of whoever starts a deployment.
    new iam.PolicyStatement({
      actions: ['codedeploy:GetDeploymentConfig'],
      resources: [
        ...new Set(names.map((each) => codedeploy('deploymentconfig', trafficStepsName(stage, each)))),
      ],
    }),
  ];
}
