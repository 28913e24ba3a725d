import { describe, expect, it } from '@jest/globals';
import { knownService } from '../../../bin/typed/known-service.ts';
import { knownStage } from '../../../bin/typed/known-stage.ts';
import { services } from '../../../platform/services.ts';
import { stages } from '../../../platform/stages.ts';

describe('knownService', () => {
  it.each(services.map(({ name }) => name))('knows %s', (name) => {
    expect(knownService(name)).toBe(name);
  });

  it('refuses any other with the nearest', () => {
    expect(() => knownService('gatway')).toThrow("'gatway' is not a service. Did you mean 'gateway'?");
  });
});

describe('knownStage', () => {
  it.each(stages.map(({ name }) => name))('finds %s', (name) => {
    expect(knownStage(name).name).toBe(name);
  });

  it('refuses any other with all there are', () => {
    expect(() => knownStage('production')).toThrow('Known: dev, staging, prod.');
  });
});
