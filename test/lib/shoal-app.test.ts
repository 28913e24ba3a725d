import { describe, expect, it } from '@jest/globals';
import { dev, prod, staging } from '../../platform/stages.ts';
import { returns } from '../fixtures/returns.ts';
import { smallShop as services, synthesis } from './synthesis.ts';

const all = [dev, staging, prod];
const both = synthesis();

describe('the app', () => {
  it('has the registry, pipelines, and for each stage eight stacks and one for each service', () => {
    const names = services.map(({ name }) => name);
    const ground = ['baseline', 'network', 'data', 'edge', 'cluster', 'phoenix', 'delivery', 'observability'];
    const tools = ['registry', 'delivery', ...names.map((name) => `delivery-${name}`)];
    expect([...both.keys()].sort()).toEqual(
      [...[...ground, ...names].map((part) => `dev-${part}`), ...tools.map((part) => `tools-${part}`)].sort(),
    );
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
    expect([...beside.keys()]).toEqual([...both.keys()]);
    for (const [name, template] of both) {
      // Pipelines know all stages.
      if (name.startsWith('dev-')) expect(beside.get(name)).toBe(template);
    }
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
    expect(new Set(three.keys())).toEqual(new Set([...both.keys(), 'dev-returns', 'tools-delivery-returns']));
  });

  it.each([
    ['at the end', three],
    ['at the beginning', synthesis({ services: [returns, ...services] })],
  ])('changes no stack of another service, listed %s', (_where, more) => {
    for (const { name } of services) {
      expect(more.get(`dev-${name}`)).toBe(both.get(`dev-${name}`));
      expect(more.get(`tools-delivery-${name}`)).toBe(both.get(`tools-delivery-${name}`));
    }
  });
});

describe('a new version of a service', () => {
  it('changes its own stack and no other', () => {
    const newer = synthesis({ imageTagOf: (service) => (service === 'catalog' ? 'two' : 'one') });
    const changed = [...newer].filter(([name, template]) => template !== both.get(name));
    expect(changed.map(([name]) => name)).toEqual(['dev-catalog']);
  });
});
