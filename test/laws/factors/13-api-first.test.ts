import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { type OpenApiDocument, operationsOf } from '../../support/openapi-reader.ts';
import type { StartedService } from '../../support/started-service.ts';
import { descriptionOf, startedServices } from '../../support/started-services.ts';

describe.each(services)('XIII. The API of $name', ({ name }) => {
  let service: StartedService;
  let document: OpenApiDocument;
  beforeAll(async () => {
    const start = startedServices[name];
    if (start === undefined)
      throw new Error(`test/services/${name}/support/start-as-service.ts starts nothing, write it`);
    service = await start();
    document = await descriptionOf(service);
  });
  afterAll(() => service.close());

  it('describes itself in OpenAPI 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(operationsOf(document).length).toBeGreaterThan(0);
  });

  it('names every operation, and says what each answers when all goes well and when not', () => {
    const operations = operationsOf(document);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { method, path, operation } of operations) {
      const statuses = Object.keys(operation.responses);
      expect([method, path, statuses.some((status) => /^2\d\d$/.test(status))]).toEqual([method, path, true]);
      expect([method, path, statuses.includes('default')]).toEqual([method, path, true]);
    }
  });

  it('tells every refusal as a problem document', async () => {
    const answer = await fetch(`${service.url}/nothing-is-here`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  });
});
