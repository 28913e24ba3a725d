import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { createElbv2Plane, type Elbv2Plane } from '../../../rehearsal/elbv2/elbv2-plane.ts';
import type { PlayedType, Properties } from '../../../rehearsal/plane.ts';

export interface Playground {
  readonly plane: Elbv2Plane;
  /** Where the listener of the last `listen` answers. */
  readonly url: string;
  readonly host: string;
  readonly loadBalancerArn: string;
  create(type: string, properties: Properties): Promise<string>;
  update(type: string, physicalId: string, properties: Properties): Promise<void>;
  delete(type: string, physicalId: string): Promise<void>;
  call<Answer>(operation: string, input?: Readonly<Record<string, unknown>>): Promise<Answer>;
  targetGroup(name: string, properties?: Properties): Promise<string>;
  listen(properties?: Properties): Promise<string>;
  /** A server on loopback, registered and healthy. */
  serve(targetGroupArn: string, listener: RequestListener): Promise<TestTarget>;
  close(): Promise<void>;
}

export interface TestTarget {
  readonly address: string;
  readonly port: number;
  readonly server: Server;
}

export interface PlaygroundOptions {
  readonly random?: () => number;
  readonly attributes?: readonly { readonly Key: string; readonly Value: string }[];
  readonly filesOf?: (arn: string) => { certFile: string; keyFile: string };
}

let opened = 0;

/** A balancer plane on an address of this test's own. */
export async function openPlayground({
  random,
  attributes = [],
  filesOf,
}: PlaygroundOptions = {}): Promise<Playground> {
  opened += 1;
  const host = `127.21.${process.env.JEST_WORKER_ID ?? 1}.${opened % 250}`;
  const plane = createElbv2Plane({
    region: 'eu-west-1',
    addresses: {
      claim: async (_, port) => ({ host, port }),
      claimPort: async (_, port) => ({ host, port }),
      release: () => undefined,
      publicPort: (port) => 21_400 + (port % 100),
    },
    certificates: {
      filesOf: filesOf ?? (() => Promise.reject(new Error('this test has no certificates')) as never),
    },
    ...(random ? { random } : {}),
  });
  const servers: Server[] = [];
  const typed = (name: string): PlayedType => {
    const found = plane.types.find(({ type }) => type === `AWS::ElasticLoadBalancingV2::${name}`);
    if (!found) throw new Error(`no type ${name}`);
    return found;
  };
  const call = { stackName: 'dev-edge', stackId: 'stack', logicalId: 'Thing', progress: () => undefined };
  let made = 0;
  const create = async (type: string, properties: Properties) => {
    made += 1;
    const played = await typed(type).create({ ...call, logicalId: `Thing${made}`, type, properties });
    return played.physicalId;
  };
  const loadBalancerArn = await create('LoadBalancer', { Name: 'shop', LoadBalancerAttributes: attributes });
  const playground: Playground = {
    plane,
    host,
    url: `http://${host}:9080`,
    loadBalancerArn,
    create,
    async update(type, physicalId, properties) {
      await typed(type).update({ ...call, type, physicalId, properties, oldProperties: {} });
    },
    delete: (type, physicalId) => typed(type).delete({ ...call, type, physicalId, properties: {} }),
    async call<Answer>(operation: string, input: Readonly<Record<string, unknown>> = {}) {
      return (await plane.apis[0]?.operations[operation]?.(input)) as Answer;
    },
    targetGroup: (name, properties = {}) =>
      create('TargetGroup', {
        Name: name,
        TargetType: 'ip',
        HealthCheckIntervalSeconds: 5,
        TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }],
        ...properties,
      }),
    listen: (properties = {}) =>
      create('Listener', {
        LoadBalancerArn: loadBalancerArn,
        Port: 9080,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
        ...properties,
      }),
    async serve(targetGroupArn, listener) {
      const server = await listening(listener);
      servers.push(server);
      const { port } = server.address() as AddressInfo;
      const target = { address: '127.0.0.1', port, server };
      plane.targets.register(targetGroupArn, target);
      await plane.targets.whenHealthy(targetGroupArn, target, AbortSignal.timeout(5000));
      return target;
    },
    async close() {
      await plane.close();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
  return playground;
}

/** A listener that forwards everything to one group with one server behind it. */
export async function openShop(listener: RequestListener, options: PlaygroundOptions = {}) {
  const playground = await openPlayground(options);
  const blue = await playground.targetGroup('blue');
  const listenerArn = await playground.listen({
    DefaultActions: [{ Type: 'forward', TargetGroupArn: blue }],
  });
  const target = await playground.serve(blue, healthyBefore(listener));
  return { playground, blue, listenerArn, target };
}

/** Answers health checks with 200, so that a test's own listener sees the test's requests alone. */
export function healthyBefore(listener: RequestListener): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers['user-agent'] === 'ELB-HealthChecker/2.0') response.end();
    else listener(request, response);
  };
}

async function listening(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
