import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { browserGuard } from '../../services/gateway/browser-guard.ts';
import { stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

interface Listener {
  readonly port: number;
  readonly protocol: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function listenersOf(stage: string, scheme: 'internet-facing' | 'internal'): readonly Listener[] {
  const { resources } = stackOf(stacks, stage, 'edge');
  const balancer = resources.find(({ properties }) => properties.Scheme === scheme);
  return resources
    .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::Listener')
    .filter(({ properties }) => properties.LoadBalancerArn.Ref === balancer?.id)
    .map(({ properties: { Port, Protocol, ListenerAttributes } }) => ({
      port: Port,
      protocol: Protocol,
      attributes: Object.fromEntries(
        ListenerAttributes.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]),
      ),
    }));
}

/** By the header's name, as browsers know it. */
function headersOf({ attributes }: Listener): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => {
      const [, name] = /^routing\.http\.response\.(\w+)\.header_value$/.exec(key) ?? [];
      return name === undefined ? [] : [[name.replaceAll('_', '-'), value]];
    }),
  );
}

/** What the gateway says of itself on every answer. */
function headersOfGateway(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name] = value;
    },
  };
  const unused = undefined as never;
  browserGuard([])({ headers: {} } as never, response as never, unused);
  return headers;
}

describe.each(stages)('an answer of $name', ({ name }) => {
  const open = listenersOf(name, 'internet-facing');

  it('does not say what balancer it came through', () => {
    for (const { attributes } of [...open, ...listenersOf(name, 'internal')]) {
      expect(attributes['routing.http.response.server.enabled']).toBe('false');
    }
  });

  it('tells browsers to take it for what it is, and to show it in no frame', () => {
    expect(open.length).toBeGreaterThan(1);
    for (const listener of open) {
      expect(headersOf(listener)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    }
  });

  it('over TLS tells them to come by TLS only, which in the clear anybody could say', () => {
    for (const listener of open) {
      expect('strict-transport-security' in headersOf(listener)).toBe(listener.protocol === 'HTTPS');
    }
  });

  it('has from the balancer what the gateway says too: the balancer has the last word', () => {
    const own = headersOfGateway();
    for (const listener of open) {
      for (const [header, value] of Object.entries(headersOf(listener))) {
        expect({ header, value }).toEqual({ header, value: own[header] });
      }
    }
  });

  it('has its policy for content from the gateway, whose pages differ in it', () => {
    for (const listener of open) expect(headersOf(listener)).not.toHaveProperty('content-security-policy');
  });
});
