/** The names a service's resources have in one stage: fixed, so that others can name them before they exist. */
export interface ServiceNames {
  readonly cluster: string;
  readonly service: string;
  readonly family: string;
  readonly migrateFamily: string;
  readonly logGroup: string;
  readonly blue: string;
  readonly green: string;
  readonly taskRole: string;
  readonly executionRole: string;
  readonly migrateRole: string;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly hook: string;
}

/** What AWS allows, by the name it limits. */
const limits: Readonly<Partial<Record<keyof ServiceNames, number>>> = {
  blue: 32,
  green: 32,
  taskRole: 64,
  executionRole: 64,
  migrateRole: 64,
  application: 100,
  deploymentGroup: 100,
  hook: 64,
  family: 255,
  migrateFamily: 255,
};

export function serviceNames(stage: string, service: string): ServiceNames {
  const own = `${stage}-${service}`;
  const names: ServiceNames = {
    cluster: stage,
    service,
    family: own,
    migrateFamily: `${own}-migrate`,
    logGroup: `/shoal/${stage}/${service}`,
    blue: `${own}-blue`,
    green: `${own}-green`,
    taskRole: `${own}-task`,
    executionRole: `${own}-execution`,
    migrateRole: `${own}-migrate`,
    application: own,
    deploymentGroup: own,
    hook: `CodeDeployHook_${stage}_${service}`,
  };
  for (const [use, limit] of Object.entries(limits)) {
    const name = names[use as keyof ServiceNames];
    if (name.length > limit) throw new ServiceNameError({ service, name, limit });
  }
  return names;
}

export class ServiceNameError extends Error {
  readonly service: string;
  readonly limit: number;

  constructor({ service, name, limit }: { service: string; name: string; limit: number }) {
    super(
      `service '${service}': AWS allows ${limit} characters and '${name}' has ${name.length}, shorten the service's name by ${name.length - limit}`,
    );
    this.name = 'ServiceNameError';
    this.service = service;
    this.limit = limit;
  }
}
