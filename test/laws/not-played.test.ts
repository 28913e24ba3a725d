import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { notPlayedTypes } from '../../rehearsal/not-played/not-played-types.ts';
import { playedTypes } from '../support/played-types.ts';
import { synthesized } from '../support/synthesized.ts';

const document = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'rehearsal.md'), 'utf8');
// Up here, since whoever comes first synthesizes, which takes longer than a hook may.
const stacks = await synthesized();
const declared = [
  ...new Set(stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type))),
];
const played = await playedTypes();

describe('every resource type of every template', () => {
  it('is played by a plane or known not to be', () => {
    const isPlayed = (type: string) =>
      played.includes(type) || (type.startsWith('Custom::') && played.includes('Custom::*'));
    expect(declared.filter((type) => !isPlayed(type) && !(type in notPlayedTypes))).toEqual([]);
  });
});

describe('a type that is not played', () => {
  it('is one that no plane plays', () => {
    expect(Object.keys(notPlayedTypes).filter((type) => played.includes(type))).toEqual([]);
  });

  it.each(Object.entries(notPlayedTypes))(
    'stands in docs/rehearsal.md with its reason: %s',
    (type, { reason }) => {
      expect(document).toContain(`| \`${type}\` | ${reason} |`);
    },
  );

  it('is the only kind that stands there', () => {
    const listed = [...document.matchAll(/^\| `((?:AWS|Custom)::[\w:]+)` \|/gm)].map(
      ([, type]) => type ?? '',
    );
    expect(listed.filter((type) => !(type in notPlayedTypes))).toEqual([]);
  });
});
