import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { checkContext, namesIn } from '../../lib/context.ts';
import { dev, prod, staging } from '../../platform/stages.ts';

const known = { stages: [dev, staging, prod], services: ['gateway', 'catalog'] };

function check(context: Readonly<Record<string, unknown>>): () => void {
  return () => checkContext(new App({ context }), known);
}

describe('the context of a synthesis', () => {
  it('names stages and services, one or several', () => {
    expect(check({ stages: 'dev, prod', pastAlarms: 'catalog' })).not.toThrow();
    expect(namesIn(new App({ context: { stages: 'dev, prod' } }), 'stages')).toEqual(['dev', 'prod']);
    expect(namesIn(new App(), 'stages')).toBeUndefined();
  });

  it('may hold what CDK itself reads', () => {
    expect(check({ 'aws:cdk:enable-path-metadata': true, '@aws-cdk/core:someFlag': true })).not.toThrow();
  });

  it.each([
    [
      { stage: 'dev' },
      "context key 'stage' is not read by anything, known: stages, pastAlarms, base; did you mean 'stages'?",
    ],
    [
      { colour: 'blue' },
      "context key 'colour' is not read by anything, known: stages, pastAlarms, base; remove it",
    ],
    [
      { stages: 'dev,qa' },
      "context 'stages': 'qa' is not a stage, known: dev, staging, prod; name one or several with commas between",
    ],
    [
      { stages: 'stagin' },
      "context 'stages': 'stagin' is not a stage, known: dev, staging, prod; did you mean 'staging'?",
    ],
    [
      { stages: '' },
      "context 'stages': '' is not a stage, known: dev, staging, prod; name one or several with commas between",
    ],
    [
      { stages: 7 },
      "context 'stages': '7' is not a stage, known: dev, staging, prod; name one or several with commas between",
    ],
    [
      { base: 'this-week' },
      "context 'base': 'this-week' is not a week, known: weeks like 2026-W47; name one week",
    ],
    [
      { base: '2026-W47,2026-W48' },
      "context 'base': '2026-W47,2026-W48' is not a week, known: weeks like 2026-W47; name one week",
    ],
    [
      { pastAlarms: 'katalog' },
      "context 'pastAlarms': 'katalog' is not a service, known: gateway, catalog; did you mean 'catalog'?",
    ],
  ])('is refused where it says %j', (context, sentence) => {
    expect(check(context)).toThrow(sentence);
  });
});
