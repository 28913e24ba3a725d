import { AwsError } from '../plane.ts';
import type { Service } from './service.ts';
import type { TaskBook } from './task-book.ts';
import type { TaskDefinitionBook } from './task-definition-book.ts';

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  readonly hasInsights: boolean;
}

export interface CountBounds {
  readonly min: number;
  readonly max: number;
}

/** What the ECS plane knows: clusters, services, task definitions, tasks. */
export class EcsState {
  readonly arnPrefix: string;
  readonly definitions: TaskDefinitionBook;
  readonly tasks: TaskBook;
  readonly clusters = new Map<string, Cluster>();
  readonly services = new Map<string, Service>();
  /** Of scalable targets, by `<cluster>/<service>`; they may come before the service. */
  readonly #bounds = new Map<string, CountBounds>();

  constructor({ arnPrefix, definitions, tasks }: Pick<EcsState, 'arnPrefix' | 'definitions' | 'tasks'>) {
    this.arnPrefix = arnPrefix;
    this.definitions = definitions;
    this.tasks = tasks;
  }

  addCluster(name: string, { hasInsights = false } = {}): Cluster {
    const cluster = { name, arn: `${this.arnPrefix}:cluster/${name}`, hasInsights };
    this.clusters.set(name, cluster);
    return cluster;
  }

  /** By name or ARN; the API means `default` where it is not told. */
  cluster(nameOrArn = 'default'): Cluster {
    const cluster = this.clusters.get(lastPart(nameOrArn));
    if (cluster) return cluster;
    throw new AwsError(
      'ClusterNotFoundException',
      `Cluster not found: ${nameOrArn}. There are: ${[...this.clusters.keys()].join(', ') || 'none'}.`,
    );
  }

  findService(cluster: string, nameOrArn: string): Service | undefined {
    return this.services.get(`${cluster}/${lastPart(nameOrArn)}`);
  }

  service(cluster: string, nameOrArn: string): Service {
    const { name } = this.cluster(cluster);
    const service = this.findService(name, nameOrArn);
    if (service) return service;
    const known = [...this.services.keys()].join(', ') || 'none';
    throw new AwsError(
      'ServiceNotFoundException',
      `Service not found: ${name}/${lastPart(nameOrArn)}. There are: ${known}.`,
    );
  }

  addService(service: Service): void {
    this.services.set(`${service.props.clusterName}/${service.props.name}`, service);
    this.#keepWithin(service);
  }

  removeService(service: Service): void {
    this.services.delete(`${service.props.clusterName}/${service.props.name}`);
  }

  setBounds(cluster: string, service: string, bounds: CountBounds | undefined): void {
    if (bounds) this.#bounds.set(`${cluster}/${service}`, bounds);
    else this.#bounds.delete(`${cluster}/${service}`);
    const found = this.findService(cluster, service);
    if (found) this.#keepWithin(found);
  }

  #keepWithin(service: Service): void {
    const bounds = this.#bounds.get(`${service.props.clusterName}/${service.props.name}`);
    if (bounds) service.setDesired(Math.min(bounds.max, Math.max(bounds.min, service.desired)));
  }
}

/** `arn:aws:ecs:…:service/dev/dev-catalog` is `dev-catalog`. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
