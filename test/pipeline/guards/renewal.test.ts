import { describe, expect, it } from '@jest/globals';
import { renewalOf } from '../../../pipeline/guards/renewal.ts';
import type { Template } from '../../../pipeline/guards/resource-change.ts';

const content = '5f447f18ffc0383b';

function template(tag: string, memory = 512, says = 'a service'): Template {
  const Properties = { Image: { 'Fn::Sub': `registry/shoal/catalog:${tag}` }, Memory: memory, says };
  return { Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties } } };
}

function renewal(next: Template, running: Template | undefined) {
  return renewalOf({
    stage: 'prod',
    contents: new Map([['catalog', content]]),
    synthesized: new Map([['prod-catalog', next]]),
    deployed: new Map(running === undefined ? [] : [['prod-catalog', running]]),
  });
}

const nextWeek = template(`${content}-2026-w48`);
const renewed = { renewed: ['catalog'], waiting: [] };
const waits = { renewed: [], waiting: ['catalog'] };

describe('a service is renewed', () => {
  it.each([
    ['stands on the layers of another week', template(`${content}-2026-w47`)],
    ['stands on layers of no week', template(content)],
    ['was renewed this week already', nextWeek],
  ])('where it %s', (_, running) => {
    expect(renewal(nextWeek, running)).toEqual(renewed);
  });

  it('where CloudFormation has forgotten what was no ASCII', () => {
    const running = template(`${content}-2026-w47`, 512, '2 ? 3');
    expect(renewal(template(`${content}-2026-w48`, 512, '2 × 3'), running)).toEqual(renewed);
  });
});

describe('a service waits', () => {
  it.each([
    ['other code', template('0123456789abcdef-2026-w47')],
    ['a smaller task', template(`${content}-2026-w47`, 256)],
    ['nothing at all', undefined],
  ])('where %s of it runs', (_, running) => {
    expect(renewal(nextWeek, running)).toEqual(waits);
  });
});
