import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { EdgeStack } from '../../../lib/edge/edge-stack.ts';
import { NetworkStack } from '../../../lib/network/network-stack.ts';
import { services } from '../../../platform/services.ts';
import { dev, prod, type StageDefinition } from '../../../platform/stages.ts';

function edgeOf(stage: StageDefinition): EdgeStack {
  const app = new App();
  return new EdgeStack(app, 'edge', {
    stage,
    services,
    network: new NetworkStack(app, 'network', { stage }),
  });
}

const edges = { dev: edgeOf(dev), prod: edgeOf(prod) };

describe('the address of an internal service', () => {
  it('is plain HTTP under a name of the stage where it has no domain', () => {
    expect(edges.dev.addressOf('catalog')).toBe('http://catalog.internal.dev.shoal.internal:8080');
  });

  it('is HTTPS under the domain of the stage', () => {
    expect(edges.prod.hostNameOf('catalog')).toBe('catalog.internal.shoal.example');
    expect(edges.prod.addressOf('catalog')).toBe('https://catalog.internal.shoal.example:8443');
  });

  it('is asked for in vain where the service is not internal', () => {
    expect(() => edges.dev.addressOf('gateway')).toThrow(
      /^service 'gateway' has no internal name, those that have: catalog, .*; set route: 'internal' in its definition$/,
    );
  });
});

describe('the public address', () => {
  it('is the domain of the stage, or the name of its load balancer', () => {
    expect(edges.prod.publicUrl).toBe('https://shoal.example');
    expect(edges.dev.resolve(edges.dev.publicUrl)).toEqual({
      'Fn::Join': [
        '',
        ['http://', { 'Fn::GetAtt': [expect.stringMatching(/^PublicLoadBalancer/), 'DNSName'] }],
      ],
    });
  });
});
