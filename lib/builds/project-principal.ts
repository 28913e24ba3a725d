import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** CodeBuild, while it runs this one project of this account. */
export function projectPrincipal(stack: Stack, project: string): iam.ServicePrincipal {
  return new iam.ServicePrincipal('codebuild.amazonaws.com', {
    conditions: {
      StringEquals: {
        'aws:SourceAccount': stack.account,
        'aws:SourceArn': stack.formatArn({
          service: 'codebuild',
          resource: 'project',
          resourceName: project,
        }),
      },
    },
  });
}
