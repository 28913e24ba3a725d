import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { RegistrySettings } from '../../platform/registry.ts';
import type { SourceRepository } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { fetchingByConnection } from '../builds/connection-actions.ts';
import { letDeploy } from '../builds/deploying.ts';
import { projectPrincipal } from '../builds/project-principal.ts';
import { type ImagesToPush, imagePushing } from '../registry/image-pushing.ts';
import { askingForFindings } from '../registry/image-scanning.ts';
import { phoenixName } from './phoenix-name.ts';

export interface PhoenixRoleProps extends ImagesToPush {
  readonly stage: StageDefinition;
  readonly source: SourceRepository;
  readonly registry: RegistrySettings;
  readonly log: logs.ILogGroup;
}

/** As whom a stage is released by the clock: it builds all images, and deploys the registry and the stage. */
export class PhoenixRole extends iam.Role {
  constructor(scope: Construct, id: string, props: PhoenixRoleProps) {
    const { stage, source, registry, registryRegions, services, log } = props;
    const stack = Stack.of(scope);
    const name = phoenixName(stage.name);
    super(scope, id, {
      roleName: name,
      description: `Releases ${stage.name} by the clock`,
      assumedBy: projectPrincipal(stack, name),
    });
    const may = (actions: readonly string[], ...resources: readonly string[]): void => {
      this.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [...resources] }));
    };
    may(['logs:CreateLogStream', 'logs:PutLogEvents'], log.logGroupArn);
    may(fetchingByConnection, source.connectionArn);
    // Who deploys a whole stage notes it there for whoever comes second.
    may(
      ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'],
      stack.formatArn({
        service: 'ssm',
        resource: 'parameter',
        resourceName: `shoal/${stage.name}/being-deployed`,
      }),
    );
    for (const statement of imagePushing(stack, props)) this.addToPolicy(statement);
    const asking = services.flatMap((each) => askingForFindings(stack, each, registry, registryRegions[0]));
    for (const statement of asking) this.addToPolicy(statement);
    letDeploy(this, stage, registryRegions);
  }
}
