import type { ServiceContext } from '../service/service-context.ts';

/** Where the green side of a service is asked whether it works. */
export interface Probe {
  /** The address of the test listener, without a path. */
  readonly url: string;
  /** The name to ask it for, which its rules go by. */
  readonly host: string;
  readonly path: string;
}

export function probeOf({ service, edge, stage }: ServiceContext): Probe {
  if (service.route === 'internal') {
    const { protocol, testPort } = edge.internalEdge;
    const host = edge.hostNameOf(service.name);
    return { url: `${protocol}://${host}:${testPort}`, host, path: service.healthPath };
  }
  const { protocol, testPort, loadBalancer } = edge.publicEdge;
  const host = 'name' in stage.domain ? stage.domain.name : loadBalancer.loadBalancerDnsName;
  return { url: `${protocol}://${host}:${testPort}`, host, path: service.healthPath };
}
