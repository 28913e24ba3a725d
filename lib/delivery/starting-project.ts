import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** Lets an action start one project of its account, see how it goes, and end it with the execution. */
export function startingProject(stack: Stack, project: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild', 'codebuild:StopBuild'],
    resources: [stack.formatArn({ service: 'codebuild', resource: 'project', resourceName: project })],
  });
}
