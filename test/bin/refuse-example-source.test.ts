import { describe, expect, it } from '@jest/globals';
import { refuseExamplePipelines, refuseExampleSource } from '../../bin/deploy/refuse-example-source.ts';
import { sourceSettings, validateSource } from '../../platform/source.ts';
import { problemsThrownBy } from '../platform/problems-thrown-by.ts';

const mine = {
  connectionArn: 'arn:aws:codeconnections:eu-central-1:123456789012:connection/0a1b2c3d',
  repository: 'octocat/shoal',
  branch: 'main',
};
const weekly = { name: 'dev', phoenix: { day: 'MON', at: '09:00' } } as const;

describe('a deployment', () => {
  it('is refused while a stage would be released from the repository of the example', () => {
    expect(() => refuseExampleSource(weekly, sourceSettings)).toThrow(
      /^dev is released anew each week .*platform\/source\.ts still names the example's repository: write yours/,
    );
  });

  it.each([
    ['with a repository of its own', weekly, mine],
    ['with none, and a reason', weekly, { none: 'nobody has connected one' }],
    [
      'of a stage that is not released by the clock',
      { name: 'dev', phoenix: { none: 'why' } },
      sourceSettings,
    ],
  ] as const)('goes on %s', (_what, stage, source) => {
    expect(() => refuseExampleSource(stage, source)).not.toThrow();
  });
});

describe('a deployment of the pipelines', () => {
  it('is refused while they would start from the repository of the example', () => {
    expect(() => refuseExamplePipelines(sourceSettings)).toThrow(
      /^tools holds the pipelines, .* or { none: why } and there are no pipelines\.$/,
    );
  });

  it('goes on with a repository of its own, and where there are none', () => {
    for (const source of [mine, { none: 'nobody has connected one' }]) {
      expect(() => refuseExamplePipelines(source)).not.toThrow();
    }
  });
});

describe('the source', () => {
  it('is well-formed as it is shipped, as a repository and as none', () => {
    for (const source of [sourceSettings, mine, { none: 'nobody has connected one' }]) {
      expect(() => validateSource(source)).not.toThrow();
    }
  });

  it('is refused with another form, each part by its name', () => {
    const wrong = { connectionArn: 'mine', repository: 'https://github.com/octocat/shoal', branch: 'a b' };
    expect(problemsThrownBy(() => validateSource(wrong))).toEqual([
      expect.stringMatching(
        /source\.connectionArn 'mine' has the wrong form, allowed: the ARN of a connection/,
      ),
      expect.stringMatching(/source\.repository .* has the wrong form, .*'octocat\/shoal'/),
      expect.stringMatching(/source\.branch 'a b' has the wrong form/),
    ]);
  });
});
