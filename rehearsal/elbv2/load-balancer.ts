import { type BalancerAttributes, balancerAttributes } from './balancer-attributes.ts';
import type { Listener } from './listener.ts';
import { TrafficCounters } from './traffic-counters.ts';

export interface LoadBalancerProps {
  readonly arn: string;
  readonly name: string;
  readonly scheme: 'internet-facing' | 'internal';
  /** Its own loopback address, standing for its network interfaces. */
  readonly host: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly resolvedAttributes: ReadonlyMap<string, string>;
}

export class LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly scheme: LoadBalancerProps['scheme'];
  readonly host: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly createdAt = new Date();
  readonly counters = new TrafficCounters();
  readonly listeners = new Map<string, Listener>();
  #resolved: ReadonlyMap<string, string>;
  #attributes: BalancerAttributes;

  constructor({ arn, name, scheme, host, subnets, securityGroups, resolvedAttributes }: LoadBalancerProps) {
    this.arn = arn;
    this.name = name;
    this.scheme = scheme;
    this.host = host;
    this.subnets = subnets;
    this.securityGroups = securityGroups;
    this.#resolved = resolvedAttributes;
    this.#attributes = balancerAttributes(resolvedAttributes);
  }

  get resolvedAttributes(): ReadonlyMap<string, string> {
    return this.#resolved;
  }

  set resolvedAttributes(resolved: ReadonlyMap<string, string>) {
    this.#resolved = resolved;
    this.#attributes = balancerAttributes(resolved);
    for (const { front } of this.listeners.values()) front?.apply(this.#attributes);
  }

  get attributes(): BalancerAttributes {
    return this.#attributes;
  }
}
