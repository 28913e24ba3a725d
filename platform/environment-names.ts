/** The name of every environment variable a task is given: `lib` writes them, a service's `main.ts` reads them. */
export const environmentNames = {
  serviceName: 'SERVICE_NAME',
  /** The content hash its image is tagged with. */
  serviceVersion: 'SERVICE_VERSION',
  stage: 'STAGE',
  /** The address to listen on. */
  host: 'HOST',
  port: 'PORT',
  logLevel: 'LOG_LEVEL',
  /** What Node itself is told: how much memory it may keep. */
  nodeOptions: 'NODE_OPTIONS',
  /** Whether CloudWatch makes metrics of what a service measures of itself: `recorded`, or `logged`. */
  metrics: 'METRICS',
  /** Where the agent beside the task takes spans. */
  tracesUrl: 'TRACES_URL',
  /** How many of the traces that begin in a task leave spans behind, a second, and which part of those beyond. */
  tracesPerSecond: 'TRACES_PER_SECOND',
  tracesPercent: 'TRACES_PERCENT',
  /** How long a stopping task keeps serving while the load balancer notices. */
  drainSeconds: 'DRAIN_SECONDS',

  databaseHost: 'DATABASE_HOST',
  databasePort: 'DATABASE_PORT',
  databaseName: 'DATABASE_NAME',
  databaseUser: 'DATABASE_USER',
  /** Where it is set, it is used instead of an IAM token: in a rehearsal and in tests. */
  databasePassword: 'DATABASE_PASSWORD',

  cacheHost: 'CACHE_HOST',
  cachePort: 'CACHE_PORT',
  cacheUser: 'CACHE_USER',
  cachePassword: 'CACHE_PASSWORD',
  cachePrefix: 'CACHE_PREFIX',

  /** Where the AppConfig agent beside the task tells the service's settings. */
  settingsUrl: 'SETTINGS_URL',

  /** A file with the authority to trust besides the public ones: in a rehearsal and in tests. */
  trustedAuthorityFile: 'TRUSTED_AUTHORITY_FILE',

  /** The public keys (a JWKS) that sign access tokens. */
  tokenKeys: 'TOKEN_KEYS',
  /** Where they are published, for the services that do not sign themselves. */
  tokenKeysUrl: 'TOKEN_KEYS_URL',
  tokenIssuer: 'TOKEN_ISSUER',
  tokenAudience: 'TOKEN_AUDIENCE',

  /** Where a service publishes its events, and where those arrive that it subscribes to. */
  eventsTopicArn: 'EVENTS_TOPIC_ARN',
  eventsQueueUrl: 'EVENTS_QUEUE_URL',

  /** How many requests one client may send in RATE_LIMIT_SECONDS, as the gateway counts them. */
  rateLimit: 'RATE_LIMIT',
  rateLimitSeconds: 'RATE_LIMIT_SECONDS',
  /** Web origins whose pages may call the gateway, with commas between them, or `*`. */
  allowedOrigins: 'ALLOWED_ORIGINS',
  /** How many balancers stand before the gateway and write X-Forwarded-For. */
  trustedHops: 'TRUSTED_HOPS',
} as const;

/** Where a service finds another: `CATALOG_URL`. */
export function urlVariableOf(service: string): string {
  return `${upper(service)}_URL`;
}

/** With what a service signs when it calls another on its own account: `CALL_CATALOG_SECRET`. */
export function callSecretVariableOf(callee: string): string {
  return `CALL_${upper(callee)}_SECRET`;
}

/** With what another service signs when it calls this one on its own account: `CALLER_ORDERS_SECRET`. */
export function callerSecretVariableOf(caller: string): string {
  return `CALLER_${upper(caller)}_SECRET`;
}

function upper(service: string): string {
  return service.toUpperCase().replaceAll('-', '_');
}
