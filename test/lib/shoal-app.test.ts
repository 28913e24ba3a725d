import { describe, expect, it } from '@jest/globals';
import { dev, prod, staging } from '../../platform/stages.ts';
import { returns } from '../fixtures/returns.ts';
import { smallShop as services, synthesis } from './synthesis.ts';

const all = [dev, staging, prod];
const both = synthesis();

describe('the app', () => {
  it('has the registry, and for each stage six stacks and one for each service', () => {
    const ground = ['baseline', 'network', 'data', 'edge', 'cluster', 'phoenix'];
    const parts = [...ground, ...services.map(({ name }) => name)];
    expect([...both.keys()].sort()).toEqual([...parts.map((part) => `dev-${part}`), 'tools-registry'].sort());
  });

  it('has the stages that its context names, and no others', () => {
    const names = [...synthesis({ stages: all, context: { stages: 'prod, dev' } }).keys()];
    expect(new Set(names.map((name) => name.split('-')[0]))).toEqual(new Set(['tools', 'prod', 'dev']));
  });

  it('refuses a service that could not run', () => {
    const broken = services.map((service) => ({ ...service, size: { cpu: 300, memoryMiB: 512 } }));
    expect(() => synthesis({ services: broken })).toThrow(/300/);
  });

  it('makes the same templates of a stage whatever else is synthesized', () => {
    const beside = synthesis({ stages: all, context: { stages: 'dev' } });
    expect([...beside]).toEqual([...both]);
  });

  it('makes the same templates when the CDK command line asks for more', () => {
    const asked = ['version-reporting', 'enable-path-metadata', 'enable-asset-metadata'];
    process.env.CDK_CONTEXT_JSON = JSON.stringify(
      Object.fromEntries(asked.map((name) => [`aws:cdk:${name}`, true])),
    );
    try {
      expect([...synthesis()]).toEqual([...both]);
    } finally {
      delete process.env.CDK_CONTEXT_JSON;
    }
  });
});

describe('a new service', () => {
  const three = synthesis({ services: [...services, returns] });

  it('needs no more than its definition', () => {
    expect(new Set(three.keys())).toEqual(new Set([...both.keys(), 'dev-returns']));
  });

  it.each([
    ['at the end', three],
    ['at the beginning', synthesis({ services: [returns, ...services] })],
  ])('changes no stack of another service, listed %s', (_where, more) => {
    for (const { name } of services) expect(more.get(`dev-${name}`)).toBe(both.get(`dev-${name}`));
  });
});

describe('a new version of a service', () => {
  it('changes its own stack and no other', () => {
    const newer = synthesis({ imageTagOf: (service) => (service === 'catalog' ? 'two' : 'one') });
    const changed = [...newer].filter(([name, template]) => template !== both.get(name));
    expect(changed.map(([name]) => name)).toEqual(['dev-catalog']);
  });
});
