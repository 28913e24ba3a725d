import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';

export interface RegistryStackProps {
  readonly region: string;
  readonly services: readonly ServiceDefinition[];
}

/** The images of all services, once for all stages. */
export class RegistryStack extends Stack {
  readonly repositories: ReadonlyMap<string, ecr.Repository>;

  constructor(scope: Construct, id: string, props: RegistryStackProps) {
    super(scope, id, { env: { region: props.region } });
    this.repositories = new Map(
      props.services.map(({ name }) => [
        name,
        new ecr.Repository(this, name, { repositoryName: `shoal/${name}` }),
      ]),
    );
  }
}
