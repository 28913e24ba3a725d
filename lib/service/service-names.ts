/**
 * The names a service's resources have in one stage: fixed, so that others can name them before they exist.
 * How long a service's own name may be follows from these, and a law test holds them to what AWS allows.
 */
export interface ServiceNames {
  readonly cluster: string;
  readonly service: string;
  readonly family: string;
  readonly migrateFamily: string;
  /** Of a one-off task: `seed`. */
  familyOf(task: string): string;
  readonly logGroup: string;
  readonly blue: string;
  readonly green: string;
  readonly taskRole: string;
  readonly executionRole: string;
  readonly migrateRole: string;
  readonly workRole: string;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly hook: string;
  /** The hook where ECS moves the traffic, which invokes a function of any name. */
  readonly proof: string;
}

export function serviceNames(stage: string, service: string): ServiceNames {
  const own = `${stage}-${service}`;
  return {
    cluster: stage,
    service,
    family: own,
    migrateFamily: `${own}-migrate`,
    familyOf: (task) => `${own}-${task}`,
    logGroup: `/shoal/${stage}/${service}`,
    blue: `${own}-blue`,
    green: `${own}-green`,
    taskRole: `${own}-task`,
    executionRole: `${own}-execution`,
    migrateRole: `${own}-migrate`,
    workRole: `${own}-work`,
    application: own,
    deploymentGroup: own,
    hook: `CodeDeployHook_${stage}_${service}`,
    proof: `${own}-proof`,
  };
}
