import { AwsError, type Clock } from '../plane.ts';
import type { Deployment, Environment, HostedVersion, Profile, Strategy } from './appconfig-book.ts';
import { checkVersion } from './hosted-versions.ts';

export interface DeployProps {
  readonly environment: Environment;
  readonly profile: Profile;
  readonly version: HostedVersion;
  readonly strategy: Strategy;
  readonly clock: Clock;
}

const stops = new WeakMap<Deployment, AbortController>();

/**
 * Deploys as AppConfig does: what the validators refuse is not deployed, and an environment takes one at a time. All
 * tasks share one agent here, so all have the new value at the beginning of what takes AWS its time.
 */
export function deploy({ environment, profile, version, strategy, clock }: DeployProps): Deployment {
  checkVersion(profile, version);
  const underWay = environment.deployments.find(({ state }) => state === 'DEPLOYING' || state === 'BAKING');
  if (underWay) {
    throw new AwsError(
      'ConflictException',
      `Deployment number ${underWay.number} is under way in environment '${environment.name}'`,
      409,
    );
  }
  const before = environment.deployed.get(profile.id);
  const stop = new AbortController();
  const deployment: Deployment = {
    number: environment.deployments.length + 1,
    profile,
    version,
    strategy,
    startedAt: new Date(clock.now()),
    state: 'DEPLOYING',
    ended: Promise.resolve(),
  };
  stops.set(deployment, stop);
  environment.deployments.push(deployment);
  environment.deployed.set(profile.id, version);
  const run = async (): Promise<void> => {
    try {
      if (strategy.minutes > 0) await clock.sleep(strategy.minutes * 60_000, stop.signal);
      deployment.state = 'BAKING';
      if (strategy.bakeMinutes > 0) await clock.sleep(strategy.bakeMinutes * 60_000, stop.signal);
      deployment.state = 'COMPLETE';
    } catch {
      deployment.state = 'ROLLED_BACK';
      if (before === undefined) environment.deployed.delete(profile.id);
      else environment.deployed.set(profile.id, before);
    }
    deployment.completedAt = new Date(clock.now());
  };
  deployment.ended = run();
  return deployment;
}

/** Rolls back what is under way; resolves once it is. */
export async function stopDeployment(deployment: Deployment): Promise<void> {
  if (deployment.state === 'COMPLETE' || deployment.state === 'ROLLED_BACK') {
    throw new AwsError(
      'BadRequestException',
      `Deployment number ${deployment.number} is ${deployment.state}`,
    );
  }
  stops.get(deployment)?.abort();
  await deployment.ended;
}
