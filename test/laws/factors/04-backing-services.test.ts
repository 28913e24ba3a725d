import { describe, expect, it } from '@jest/globals';
import { environmentNames, urlVariableOf } from '../../../platform/environment-names.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { synthesized } from '../../support/synthesized.ts';
import { servingContainer, variablesOf } from './containers.ts';
import { findingsIn, sourcesOf } from './service-sources.ts';

const stacks = serviceStacks(await synthesized());
const names = environmentNames;

describe.each(stacks)('IV. What $name is attached to', (one) => {
  const { service } = one;
  const variables = variablesOf(servingContainer(one));
  const attached = (name: string) => variables.get(name) !== undefined;

  it('is told by the environment, exactly where its definition needs it', () => {
    expect({
      database: attached(names.databaseHost),
      cache: attached(names.cacheHost),
      topic: attached(names.eventsTopicArn),
      queue: attached(names.eventsQueueUrl),
    }).toEqual({
      database: service.needs.database,
      cache: service.needs.cache,
      topic: service.needs.publishes.length > 0,
      queue: service.needs.subscribes.length > 0,
    });
  });

  it('is reached by references to whatever the stage has, never by an address written down', () => {
    const references = [names.databaseHost, names.cacheHost, names.eventsTopicArn, names.eventsQueueUrl];
    const values = references.map((name) => variables.get(name)).filter((value) => value !== undefined);
    expect(values.filter((value) => typeof value === 'string')).toEqual([]);
    expect(
      findingsIn(
        sourcesOf(service),
        /localhost|127\.0\.0\.1|\.(?:rds|cache)\.amazonaws\.com|shoal\.internal/,
      ),
    ).toEqual([]);
  });

  it('includes each service that it calls, by a name that stays where its tasks do not', () => {
    const addresses = service.calls.map((callee) => variables.get(urlVariableOf(callee)));
    expect(addresses.map((address) => typeof address)).toEqual(service.calls.map(() => 'string'));
    for (const [index, callee] of service.calls.entries())
      expect(addresses[index]).toContain(`//${callee}.internal.`);
  });
});
