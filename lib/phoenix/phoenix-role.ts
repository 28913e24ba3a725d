import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { SourceRepository } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { letDeploy } from '../builds/deploying.ts';
import { projectPrincipal } from '../builds/project-principal.ts';
import { type ImagesToPush, imagePushing } from '../registry/image-pushing.ts';
import { phoenixName } from './phoenix-name.ts';

export interface PhoenixRoleProps extends ImagesToPush {
  readonly stage: StageDefinition;
  readonly source: SourceRepository;
  readonly log: logs.ILogGroup;
}

/** As whom a stage is released by the clock: it builds all images, and deploys the registry and the stage. */
export class PhoenixRole extends iam.Role {
  constructor(scope: Construct, id: string, props: PhoenixRoleProps) {
    const { stage, source, registryRegions, log } = props;
    const name = phoenixName(stage.name);
    super(scope, id, {
      roleName: name,
      description: `Releases ${stage.name} by the clock`,
      assumedBy: projectPrincipal(Stack.of(scope), name),
    });
    const may = (actions: readonly string[], ...resources: readonly string[]): void => {
      this.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [...resources] }));
    };
    may(['logs:CreateLogStream', 'logs:PutLogEvents'], log.logGroupArn);
    may(
      [
        'codeconnections:GetConnection',
        'codeconnections:GetConnectionToken',
        'codeconnections:UseConnection',
      ],
      source.connectionArn,
    );
    // Who deploys a whole stage notes it there for whoever comes second.
    may(
      ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'],
      Stack.of(this).formatArn({
        service: 'ssm',
        resource: 'parameter',
        resourceName: `shoal/${stage.name}/being-deployed`,
      }),
    );
    for (const statement of imagePushing(Stack.of(this), props)) this.addToPolicy(statement);
    letDeploy(this, stage, registryRegions);
  }
}
