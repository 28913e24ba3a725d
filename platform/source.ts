import { sentence, text } from './validation/checks.ts';
import { DefinitionError } from './validation/problem.ts';
import { problemsIn } from './validation/rule.ts';
import { Choice, type Shape } from './validation/shape.ts';

/** Where these files are, for whatever in the account releases them without a person. */
export interface SourceRepository {
  /** The connection to GitHub, made once in the console, where GitHub asks whether it may: Developer Tools, Connections. */
  readonly connectionArn: string;
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** What is released: `main`. */
  readonly branch: string;
}

/** With `none`, nothing is released by the clock, and tasks keep their base layers until somebody deploys. */
export type SourceSettings = SourceRepository | { readonly none: string };

/** An example, like the domains of the stages: name yours before the first deployment, or `{ none: why }`. */
export const sourceSettings: SourceSettings = {
  connectionArn:
    'arn:aws:codeconnections:eu-central-1:000000000000:connection/00000000-0000-0000-0000-000000000000',
  repository: 'shoal-example/shoal',
  branch: 'main',
};

/** Whether it still names a connection that cannot be: AWS gives nobody the account 000000000000. */
export function isExampleSource(settings: SourceSettings): boolean {
  return 'connectionArn' in settings && settings.connectionArn.includes(':000000000000:');
}

/** Throws a `DefinitionError` with all that is wrong with these settings. */
export function validateSource(settings: SourceSettings): void {
  const subject = { words: 'the source', file: 'platform/source.ts' };
  const problems = problemsIn(subject, { source: settings }, { shape: { source: sourceShape }, rules: [] });
  if (problems.length > 0) throw new DefinitionError(problems);
}

const sourceShape = new Choice(
  (source): Shape =>
    'none' in source
      ? { none: sentence('nobody has connected a repository to this account') }
      : {
          connectionArn: text({
            pattern:
              /^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[\w-]+$/,
            words: 'the ARN of a connection',
            example: 'arn:aws:codeconnections:eu-central-1:123456789012:connection/0a1b2c3d',
          }),
          repository: text({
            pattern: /^[\w-]+\/[\w.-]+$/,
            words: 'owner/name of a repository on GitHub',
            example: 'octocat/shoal',
          }),
          branch: text({ pattern: /^[\w./-]+$/, words: 'the name of a branch', example: 'main' }),
        },
);
