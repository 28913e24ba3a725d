import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { StageDefinition } from '../../platform/stages.ts';
import type { ServiceNames } from '../service/service-names.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { trafficStepsName } from './traffic-steps.ts';

/** Lets a function start and watch releases of these services, and nothing else. */
export function grantReleases(role: iam.IRole, stage: StageDefinition, names: readonly ServiceNames[]): void {
  const stack = Stack.of(role);
  const codedeploy = (resource: string, resourceName: string): string =>
    stack.formatArn({
      service: 'codedeploy',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const allow = (actions: string[], resources: string[]): void => {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources }));
  };

  const ecs = (resource: string, ending: string): string[] =>
    names.map(({ cluster, service }) =>
      stack.formatArn({ service: 'ecs', resource, resourceName: `${cluster}/${service}${ending}` }),
    );
  const ofServices = [...ecs('service-deployment', '/*'), ...ecs('service-revision', '/*')];
  // Of both strategies, so that choosing another one changes nothing here before it is refused. What is asked of a
  // deployment or a revision is checked for its service as well.
  allow(
    [
      'ecs:DescribeServiceDeployments',
      'ecs:DescribeServiceRevisions',
      'ecs:DescribeServices',
      'ecs:ListServiceDeployments',
      'ecs:StopServiceDeployment',
    ],
    [...ecs('service', ''), ...ofServices],
  );
  for (const arn of ofServices) {
    acknowledgeStar(
      role,
      arn,
      'ECS names a deployment and a revision when it makes them; the pattern reaches those of one service.',
    );
  }
  allow(
    [
      'codedeploy:BatchGetDeployments',
      'codedeploy:BatchGetDeploymentTargets',
      'codedeploy:CreateDeployment',
      'codedeploy:ListDeployments',
      'codedeploy:ListDeploymentTargets',
      'codedeploy:StopDeployment',
    ],
    names.map(({ application, deploymentGroup }) =>
      codedeploy('deploymentgroup', `${application}/${deploymentGroup}`),
    ),
  );
  // What CodeDeploy itself looks at and writes down in the name of whoever starts a deployment.
  allow(
    ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
    names.map(({ application }) => codedeploy('application', application)),
  );
  allow(
    ['codedeploy:GetDeploymentConfig'],
    [...new Set(names.map((each) => codedeploy('deploymentconfig', trafficStepsName(stage, each))))],
  );
}
