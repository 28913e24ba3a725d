import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const queries = resourcesOf(stacks, 'AWS::Logs::QueryDefinition').map(({ stage, properties }) => ({
  stage,
  name: String(properties.Name),
  logGroups: properties.LogGroupNames as readonly string[],
  text: String(properties.QueryString),
}));
const groups = resourcesOf(stacks, 'AWS::Logs::LogGroup').map(({ properties }) => properties.LogGroupName);

describe('saved queries', () => {
  it.each(stages)('of $name ask all services together, and each by itself', ({ name: stage }) => {
    const asked = new Set(
      queries
        .filter((query) => query.stage === stage)
        .map(({ logGroups }) => [...logGroups].toSorted().join()),
    );
    const all = services.map(({ name }) => `/shoal/${stage}/${name}`);
    expect([...asked].toSorted()).toEqual([...all, all.toSorted().join()].toSorted());
  });

  it.each(stages)('of $name find a trace, what is slow and what fails by release', ({ name: stage }) => {
    const names = queries.filter((query) => query.stage === stage).map(({ name }) => name);
    for (const name of ['one trace', 'slowest requests', 'errors by release', 'releases']) {
      expect(names).toContain(`shoal/${stage}/${name}`);
    }
    for (const service of services) {
      expect(names).toContain(`shoal/${stage}/${service.name}/slowest requests`);
      expect(names).toContain(`shoal/${stage}/${service.name}/errors by release`);
    }
  });

  it('read logs that exist, and no more at once than Logs Insights reads', () => {
    const read = queries.flatMap(({ logGroups }) => logGroups);
    expect(read.filter((group) => !groups.includes(group))).toEqual([]);
    expect(Math.max(...queries.map(({ logGroups }) => logGroups.length))).toBeLessThanOrEqual(50);
  });

  it('have names of their own, and texts that Logs Insights takes', () => {
    const names = queries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(queries.filter(({ name, text }) => name.length > 255 || text.length > 10_000)).toEqual([]);
  });
});
