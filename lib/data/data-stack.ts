import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { EitherOutage } from '../observability/alarms/either-outage.ts';
import { foundationsWatchedIn } from '../observability/alarms/outage.ts';
import { removalIn } from '../removal.ts';
import { sleepDatabase } from '../sleep/sleep-database.ts';
import { StageStack } from '../stage-stack.ts';
import { Cache } from './cache.ts';
import { Database } from './database.ts';
import type { DatabaseAddress } from './database-address.ts';
import { ServiceSecrets } from './service-secrets.ts';
import { Tenants } from './tenants.ts';

export interface DataStackProps {
  readonly stage: StageDefinition;
  readonly network: NetworkStack;
  readonly services: readonly ServiceDefinition[];
}

export interface CacheAddress extends ec2.IConnectable {
  readonly host: string;
  readonly port: string;
}

export interface CacheCredentials {
  readonly userName: string;
  readonly password: ISecret;
}

/**
 * Where a stage keeps what must last. It opens to nobody; services open their own way in:
 * `service.connections.allowToDefaultPort(data.database)`.
 */
export class DataStack extends StageStack {
  /** The server itself, for migrations and whoever stops and starts it. */
  readonly database: DatabaseAddress & { readonly identifier: string };
  /** Where tasks that serve connect. */
  readonly databaseDoor: DatabaseAddress;
  readonly cache: CacheAddress;
  /** Encrypts what services keep: in the database, the cache, their secrets and their settings. */
  readonly key: kms.Key;
  /** Serves `Custom::Tenant`. */
  readonly tenants: Provider;
  private readonly users: ReadonlyMap<string, CacheCredentials>;
  private readonly secrets: ServiceSecrets;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    const { stage, services } = props;
    super(scope, id, {
      stage,
      holdsData: true,
      description: `Shoal ${stage.name}: the database and the cache, with a place in them for each service`,
    });
    const { vpc, logKey } = props.network;
    const key = new kms.Key(this, 'Key', {
      alias: `shoal/${stage.name}/data`,
      description: `Shoal ${stage.name}: the database, the cache and their secrets`,
      enableKeyRotation: true,
      removalPolicy: removalIn(stage),
    });
    letSecretReadersUse(key);
    this.key = key;
    const database = new Database(this, 'Database', {
      stage,
      vpc,
      key,
      logKey,
      services: services.filter(({ needs }) => needs.database).map(({ name }) => name),
    });
    const cache = new Cache(this, 'Cache', {
      stage,
      vpc,
      key,
      logKey,
      services: services.filter(({ needs }) => needs.cache).map(({ name }) => name),
    });
    if (foundationsWatchedIn(stage).length > 1) {
      new EitherOutage(this, 'EitherOutage', stage).node.addDependency(database, cache);
    }
    this.database = database;
    this.databaseDoor = database.door;
    this.cache = cache;
    this.users = cache.users;
    this.secrets = new ServiceSecrets(this, 'Secrets', { stage, services, key });
    sleepDatabase(this, database.identifier, logKey);
    this.tenants = new Tenants(this, 'Tenants', { stage, vpc, database, logKey }).provider;
  }

  /** The secrets a service is given, by environment variable. */
  secretsOf(service: string): Readonly<Record<string, ISecret>> {
    return this.secrets.of(service);
  }

  /** With what a service signs in to the cache. */
  cacheUserOf(service: string): CacheCredentials {
    const user = this.users.get(service);
    if (user === undefined) {
      throw new Error(
        `service '${service}' has no user in the cache of ${this.stage.name}, those that have: ${[...this.users.keys()].join(', ')}; set needs.cache in its definition`,
      );
    }
    return user;
  }
}

/**
 * Who may read a secret in this account may have it decrypted by Secrets Manager, as with AWS's own key for secrets.
 * Naming the readers here instead would tie this stack to the stacks of its services.
 */
function letSecretReadersUse(key: kms.Key): void {
  const { region, account } = Stack.of(key);
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.AnyPrincipal()],
      actions: ['kms:Decrypt'],
      // In a key's own policy, a star is the key itself.
      resources: ['*'],
      conditions: {
        StringEquals: {
          'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
          'kms:CallerAccount': account,
        },
      },
    }),
  );
}
