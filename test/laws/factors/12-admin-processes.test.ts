import { describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { synthesized } from '../../support/synthesized.ts';
import { ownContainers, servingContainer } from './containers.ts';
import { sourcesOf } from './service-sources.ts';

const stacks = serviceStacks(await synthesized());

describe.each(stacks)('XII. Admin work of $name', (one) => {
  const once = ownContainers(one).filter((container) => container !== servingContainer(one));
  const commands = ownContainers(one).map(({ Command }) => Command?.[1] ?? 'serve');

  it('runs from the very image that serves, in a task of its own', () => {
    const { Image } = servingContainer(one);
    expect(ownContainers(one).length).toBe(once.length + 1);
    for (const container of once) expect(container.Image).toEqual(Image);
  });

  it('migrates exactly where there is a database', () => {
    expect(commands.includes('migrate')).toBe(one.service.needs.database);
  });
});

describe('XII. A one-off task', () => {
  const tasks = services.flatMap((service) =>
    service.tasks.map((task) => ({ service, task, name: service.name })),
  );

  it('is named by those services that need one', () => {
    expect(tasks.map(({ name, task }) => `${name} ${task}`)).toEqual(
      expect.arrayContaining(['catalog seed', 'users seed', 'users rotate-keys', 'payments reconcile']),
    );
  });

  it.each(tasks)('$task of $name is known to its own program', ({ service, task }) => {
    const own = sourcesOf(service).filter(({ path }) => path === `services/${service.name}/main.ts`);
    const command = new RegExp(`(?:case '${task}':|[{ ,]'?${task}'?: \\w)`);
    expect(own.map(({ text }) => command.test(text))).toEqual([true]);
  });
});
