import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { consumersOf, contractFile, providersOf } from '../support/contracts/contract-files.ts';
import { root } from '../support/source-hash.ts';

describe('contracts', () => {
  it.each(services)('say what $name needs of whom it calls and hears from, and of nobody else', (service) => {
    const heardFrom = service.needs.subscribes.map((event) => event.split('/')[0] ?? '');
    const needed = new Set([...service.calls, ...heardFrom]);
    expect(providersOf(service.name).toSorted()).toEqual([...needed].toSorted());
    for (const provider of needed) {
      const contract = JSON.parse(readFileSync(contractFile(service.name, provider), 'utf8'));
      expect(contract).toMatchObject({ consumer: { name: service.name }, provider: { name: provider } });
      expect(contract.interactions.length).toBeGreaterThan(0);
    }
  });

  it('name as events those that their consumer subscribes to', () => {
    for (const { name, needs } of services) {
      for (const [source = '', type] of needs.subscribes.map((event) => event.split('/'))) {
        const { interactions } = JSON.parse(readFileSync(contractFile(name, source), 'utf8'));
        expect(interactions).toContainEqual(
          expect.objectContaining({ description: type, type: 'Asynchronous/Messages' }),
        );
      }
    }
  });

  it('are kept by a test of each provider', () => {
    const providers = services.filter(({ name }) => consumersOf(name).length > 0);
    expect(providers.length).toBeGreaterThan(4);
    for (const { name } of providers) {
      const file = join('test/services', name, 'consumers/contracts.test.ts');
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
    }
  });
});
