import { describe, expect, it } from '@jest/globals';
import { atRef } from '../../../bin/cost/at-ref.ts';
import { templatesOfRef } from '../../../bin/cost/templates-of.ts';

describe('the templates of an earlier commit', () => {
  it.each(['nosuch', 'HEAD:README.md', '--all', ''])(
    'are refused where there is no commit: %p',
    async (ref) => {
      await expect(templatesOfRef(ref, undefined)).rejects.toThrow(
        `'${ref}' is no commit of this repository. Name one like HEAD~1, main or v1.2.0.`,
      );
    },
  );

  it('say of which commit it is that they could not be read', async () => {
    const work = () => {
      throw new Error('there is no price of it');
    };
    await expect(atRef('HEAD~1', work)).rejects.toThrow('At HEAD~1: there is no price of it');
  });
});
