import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { DataStack } from '../../../lib/data/data-stack.ts';
import { NetworkStack } from '../../../lib/network/network-stack.ts';
import { services } from '../../../platform/services.ts';
import { dev } from '../../../platform/stages.ts';
import { returns } from '../../fixtures/returns.ts';

const parcels = { ...returns, name: 'parcels', port: 3901, callsAlone: [], calls: [] };
const asking = {
  ...returns,
  needs: { ...returns.needs, secrets: ['LABEL_KEY'] },
  calls: ['parcels'],
  callsAlone: ['parcels'],
};

function dataOf(...more: (typeof returns)[]): DataStack {
  const app = new App();
  const network = new NetworkStack(app, 'network', { stage: dev });
  return new DataStack(app, 'data', { stage: dev, network, services: [...services, ...more] });
}

describe('the secrets of a service', () => {
  const data = dataOf(asking, parcels);

  it('hold what it asks for by name, and what it signs with when it calls alone', () => {
    expect(Object.keys(data.secretsOf('returns')).sort()).toEqual(['CALL_PARCELS_SECRET', 'LABEL_KEY']);
  });

  it('let the called one check with the same secret', () => {
    const { CALLER_RETURNS_SECRET: checks } = data.secretsOf('parcels');
    expect(checks?.secretArn).toBe(data.secretsOf('returns').CALL_PARCELS_SECRET?.secretArn);
  });

  it('are shared with no third service', () => {
    expect(data.secretsOf('recommendations')).toEqual({});
  });
});
