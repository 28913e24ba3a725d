import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { StageStack } from '../stage-stack.ts';

export interface DataStackProps {
  readonly stage: StageDefinition;
  readonly network: NetworkStack;
  readonly services: readonly ServiceDefinition[];
}

export interface DatabaseAddress extends ec2.IConnectable {
  readonly host: string;
  readonly port: string;
  /** What `rds-db:connect` names. */
  readonly resourceId: string;
}

export interface CacheAddress extends ec2.IConnectable {
  readonly host: string;
  readonly port: string;
}

export interface CacheUser {
  readonly userName: string;
  readonly password: secretsmanager.ISecret;
}

/** Where a stage keeps what must last. Services open their own way in: `service.connections.allowToDefaultPort(data.database)`. */
export class DataStack extends StageStack {
  declare readonly database: DatabaseAddress;
  declare readonly cache: CacheAddress;
  /** Serves `Custom::Tenant`. */
  declare readonly tenants: Provider;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, { stage: props.stage, holdsData: true, description: `The data of ${props.stage.name}` });
  }

  cacheUserOf(service: string): CacheUser {
    throw new Error(`service '${service}' has no cache user`);
  }
}
