import { describe, expect, it } from '@jest/globals';
import { triggeredBy } from '../../../rehearsal/codepipeline/push-trigger.ts';
import { readPipeline } from '../../../rehearsal/codepipeline/read-pipeline.ts';

const pipeline = readPipeline({
  Name: 'shoal-catalog',
  Stages: [],
  Triggers: [
    {
      ProviderType: 'CodeStarSourceConnection',
      GitConfiguration: {
        SourceActionName: 'Source',
        Push: [
          {
            Branches: { Includes: ['main'] },
            FilePaths: {
              Includes: ['services/catalog/**', 'services/kit/**', 'package-lock.json'],
              Excludes: ['**/*.md'],
            },
          },
        ],
      },
    },
  ],
});

describe('a push', () => {
  it.each([
    ['the service', ['docs/a.txt', 'services/catalog/migrations/001.sql']],
    ['what it shares', ['services/kit/http/app.ts']],
    ['its packages', ['package-lock.json']],
  ])('that changes %s starts the pipeline', (_, changed) => {
    expect(triggeredBy(pipeline, { branch: 'main', changed })).toEqual({ starts: true });
  });

  it.each([
    [['docs/a.txt', 'docs/b.txt'], 'the push changed only docs'],
    [['services/catalog/README.md'], 'the push changed only services/catalog'],
    [['services/catalogue/app.ts', 'README.md'], 'the push changed only README.md, services/catalogue'],
    [['a', 'b', 'c', 'd', 'e'], 'the push changed only a, b, c and 2 more'],
    [[], 'the push changed nothing'],
  ])('of %j starts nothing, and says where it was', (changed, because) => {
    expect(triggeredBy(pipeline, { branch: 'main', changed })).toEqual({ starts: false, because });
  });

  it('to another branch starts nothing', () => {
    expect(triggeredBy(pipeline, { branch: 'wip', changed: ['package-lock.json'] })).toEqual({
      starts: false,
      because: 'only pushes to main start it, and wip is checked out',
    });
  });

  it('starts a pipeline without triggers whatever it changed', () => {
    expect(triggeredBy({ ...pipeline, triggers: [] }, { branch: 'main', changed: ['x'] })).toEqual({
      starts: true,
    });
  });
});
