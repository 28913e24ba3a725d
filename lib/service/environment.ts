import { environmentNames as name, urlVariableOf } from '../../platform/environment-names.ts';
import type { DatabaseAddress } from '../data/database-address.ts';
import { samplingEnvironment } from '../observability/sampling/sampling-environment.ts';
import type { ServiceSettings } from '../settings/service-settings.ts';
import { settingsUrl } from '../settings/settings-agent.ts';
import { healthCheck } from './health-check.ts';
import type { ServiceContext } from './service-context.ts';
import type { Tenant } from './tenant.ts';
import { collectsTraces, tracesUrl } from './traces-agent.ts';

export type Environment = Readonly<Record<string, string>>;

/** What a task that serves is told. */
export function servingEnvironment(
  context: ServiceContext,
  tenant: Tenant | undefined,
  settings: ServiceSettings | undefined,
): Environment {
  const { service, edge } = context;
  return {
    ...commonEnvironment(context),
    [name.metrics]: context.stage.telemetry.serviceMetrics,
    [name.tokenIssuer]: edge.publicUrl,
    [name.tokenAudience]: 'shoal',
    ...tokenKeysEnvironment(context),
    // Named in every stage: stages differ in values alone.
    [name.tracesUrl]: collectsTraces(context.stage) ? tracesUrl : '',
    ...samplingEnvironment(context.stage),
    ...(tenant === undefined
      ? {}
      : databaseEnvironment(context.data.databaseDoor, tenant.schema, tenant.user)),
    ...(service.needs.cache ? cacheEnvironment(context) : {}),
    ...(settings === undefined ? {} : { [name.settingsUrl]: settingsUrl(settings.path) }),
    ...Object.fromEntries(service.calls.map((callee) => [urlVariableOf(callee), edge.addressOf(callee)])),
  };
}

/** Whoever signs access tokens knows its own keys; the others read them where it publishes them. */
function tokenKeysEnvironment({ service, signer, edge }: ServiceContext): Environment {
  if (signer === undefined || signer === service.name) return {};
  return { [name.tokenKeysUrl]: `${edge.addressOf(signer)}/.well-known/jwks.json` };
}

/** What the task that migrates is told: where the schema is, as the one user that may change it. */
export function migratingEnvironment(context: ServiceContext, tenant: Tenant): Environment {
  const { schema, migrateUser } = tenant;
  return {
    ...commonEnvironment(context),
    // Past a proxy: a migration holds locks of its session, and nobody shares connections with it.
    ...databaseEnvironment(context.data.database, schema, migrateUser),
  };
}

/** What a one-off task is told: where the service's data is, as the user that reads and writes it. */
export function workingEnvironment(context: ServiceContext, tenant: Tenant | undefined): Environment {
  return {
    ...commonEnvironment(context),
    ...(tenant === undefined
      ? {}
      : databaseEnvironment(context.data.databaseDoor, tenant.schema, tenant.user)),
  };
}

function commonEnvironment({ service, stage, image }: ServiceContext): Environment {
  return {
    [name.serviceName]: service.name,
    [name.serviceVersion]: image.tag,
    [name.stage]: stage.name,
    [name.host]: '0.0.0.0',
    [name.port]: String(service.port),
    [name.logLevel]: 'info',
    [name.drainSeconds]: String(healthCheck.drainSeconds),
  };
}

function databaseEnvironment({ host, port }: DatabaseAddress, schema: string, user: string): Environment {
  return {
    [name.databaseHost]: host,
    [name.databasePort]: port,
    [name.databaseName]: schema,
    [name.databaseUser]: user,
  };
}

function cacheEnvironment({ service, data }: ServiceContext): Environment {
  return {
    [name.cacheHost]: data.cache.host,
    [name.cachePort]: data.cache.port,
    [name.cacheUser]: data.cacheUserOf(service.name).userName,
    [name.cachePrefix]: `${service.name}:`,
  };
}
