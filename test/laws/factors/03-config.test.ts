import { describe, expect, it } from '@jest/globals';
import {
  callerSecretVariableOf,
  callSecretVariableOf,
  environmentNames,
  urlVariableOf,
} from '../../../platform/environment-names.ts';
import { services } from '../../../platform/services.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { synthesized } from '../../support/synthesized.ts';
import { ownContainers, variablesOf } from './containers.ts';
import { findingsIn, sourcesOf } from './service-sources.ts';

const stacks = serviceStacks(await synthesized());
const known = new Set<string>([
  ...Object.values(environmentNames),
  ...services.flatMap(({ name }) => [
    urlVariableOf(name),
    callSecretVariableOf(name),
    callerSecretVariableOf(name),
  ]),
]);

describe.each(stacks)('III. The configuration of $name', (one) => {
  it('is in the environment, under names that the platform knows', () => {
    const names = ownContainers(one).flatMap((container) => [
      ...variablesOf(container).keys(),
      ...(container.Secrets ?? []).map(({ Name }) => Name),
    ]);
    expect(names.length).toBeGreaterThan(5);
    const own = one.service.needs.secrets ?? [];
    expect(names.filter((name) => !known.has(name) && !own.includes(name))).toEqual([]);
  });

  it('holds no secret: those are references that ECS resolves', () => {
    for (const container of ownContainers(one)) {
      expect(
        [...variablesOf(container).keys()].filter((name) =>
          /PASSWORD|SECRET|ENCRYPTION|^TOKEN_KEYS$/.test(name),
        ),
      ).toEqual([]);
      for (const { Name, ValueFrom } of container.Secrets ?? []) {
        expect([Name, typeof ValueFrom]).toEqual([Name, 'object']);
      }
    }
  });

  it('is what differs between stages, and not the program', () => {
    const stage = variablesOf(ownContainers(one)[0] ?? { Name: '', Image: '' }).get(environmentNames.stage);
    expect(stage).toBe(one.stage.name);
    expect(findingsIn(sourcesOf(one.service), /NODE_ENV|\bstage\s*===/)).toEqual([]);
  });
});
