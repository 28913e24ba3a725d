import { createHash } from 'node:crypto';
import { AwsError } from '../plane.ts';
import type { Validator } from './validate-content.ts';

export interface Application {
  readonly id: string;
  readonly name: string;
  readonly environments: Map<string, Environment>;
  readonly profiles: Map<string, Profile>;
}

export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly deployments: Deployment[];
  /** What is deployed, by the id of its profile. */
  readonly deployed: Map<string, HostedVersion>;
}

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly validators: readonly Validator[];
  readonly versions: HostedVersion[];
}

export interface HostedVersion {
  readonly number: number;
  readonly content: string;
  readonly contentType: string;
  readonly description: string | undefined;
}

export interface Strategy {
  readonly id: string;
  readonly name: string;
  readonly minutes: number;
  readonly bakeMinutes: number;
  readonly growthType: string;
  readonly growthFactor: number;
}

export interface Deployment {
  readonly number: number;
  readonly profile: Profile;
  readonly version: HostedVersion;
  readonly strategy: Strategy;
  readonly startedAt: Date;
  completedAt?: Date;
  state: 'DEPLOYING' | 'BAKING' | 'COMPLETE' | 'ROLLED_BACK';
  /** Resolves once it is over, however it ends. */
  ended: Promise<void>;
}

/** All that AppConfig knows. */
export class AppConfigBook {
  readonly applications = new Map<string, Application>();
  readonly strategies = new Map<string, Strategy>();

  application(idOrName: unknown): Application {
    return find('Application', this.applications, idOrName);
  }

  environment(application: unknown, idOrName: unknown): Environment {
    return find('Environment', this.application(application).environments, idOrName);
  }

  profile(application: unknown, idOrName: unknown): Profile {
    return find('ConfigurationProfile', this.application(application).profiles, idOrName);
  }

  strategy(idOrName: unknown): Strategy {
    return find('DeploymentStrategy', this.strategies, idOrName);
  }
}

/** The seven characters AppConfig gives a resource; the same at every start. */
export function idOf(stackName: string, logicalId: string): string {
  return createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 7);
}

export function versionOf(profile: Profile, number: unknown): HostedVersion {
  const version = profile.versions.find((each) => each.number === Number(number));
  if (version) return version;
  const known = profile.versions.map((each) => each.number).join(', ') || 'none';
  throw notFound(
    `HostedConfigurationVersion ${number} of '${profile.name}' does not exist, there are: ${known}`,
  );
}

function find<Found extends { readonly name: string }>(
  kind: string,
  all: ReadonlyMap<string, Found>,
  idOrName: unknown,
): Found {
  const found = all.get(String(idOrName)) ?? [...all.values()].find(({ name }) => name === idOrName);
  if (found) return found;
  const known = [...all].map(([id, { name }]) => `${id} (${name})`).join(', ') || 'none';
  throw notFound(`${kind} '${idOrName}' does not exist, there are: ${known}`);
}

function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, 404);
}
