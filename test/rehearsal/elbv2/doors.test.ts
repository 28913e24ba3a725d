import { afterEach, describe, expect, it } from '@jest/globals';
import { createElbv2Plane, type Elbv2Plane } from '../../../rehearsal/elbv2/elbv2-plane.ts';

let plane: Elbv2Plane | undefined;
afterEach(() => plane?.close());

const fixed = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: 'here' } }];

/** A balancer with listeners at the ports, where the system gives `host` to whoever claims an address. */
async function open(host: string, ports: readonly number[]) {
  const claims: string[] = [];
  const opened = createElbv2Plane({
    region: 'eu-west-1',
    addresses: {
      async claim(name, port) {
        claims.push(`${name} ${port}`);
        return { host, port };
      },
      async claimPort(name, port) {
        claims.push(`${name} exactly ${port}`);
        return { host: '127.0.0.1', port };
      },
      release: (name) => claims.push(`released ${name}`),
      publicPort: (port) => 21_400 + port - 60,
    },
    certificates: {
      filesOf: () => {
        throw new Error('no certificates');
      },
    },
  });
  plane = opened;
  const create = async (name: string, properties: Readonly<Record<string, unknown>>) => {
    const type = opened.types.find((each) => each.type.endsWith(`::${name}`));
    const call = { stackName: 's', stackId: 's', logicalId: name, type: name, progress: () => undefined };
    return type?.create({ ...call, properties });
  };
  const balancer = await create('LoadBalancer', { Name: 'shop' });
  for (const Port of ports) {
    await create('Listener', {
      LoadBalancerArn: balancer?.physicalId,
      Port,
      Protocol: 'HTTP',
      DefaultActions: fixed,
    });
  }
  return { opened, claims, address: balancer?.attributes.DNSName };
}

describe('a listener', () => {
  it('at a port of its balancer’s own address needs no claim of its own', async () => {
    const { claims, address } = await open('127.21.250.1', [9080]);
    expect(address).toBe('127.21.250.1');
    expect(await (await fetch('http://127.21.250.1:9080')).text()).toBe('here');
    expect(claims).toEqual(['balancer/shop 9080']);
  });

  it('at a privileged port answers on this machine’s public port and at no other', async () => {
    const { opened, claims } = await open('127.21.250.2', [80]);
    expect(await (await fetch('http://127.0.0.1:21420')).text()).toBe('here');
    await opened.close();
    expect(claims.slice(1)).toEqual([
      'balancer/shop:80 exactly 21420',
      'released balancer/shop:80',
      'released balancer/shop',
    ]);
  });

  it('claims a port each where all share one address', async () => {
    const { claims } = await open('127.0.0.1', [21_421, 21_422]);
    expect(claims.slice(1)).toEqual([
      'released balancer/shop',
      'balancer/shop:21421 21421',
      'balancer/shop:21422 21422',
    ]);
  });
});
