import { oneOf, optional, sentence, text } from './validation/checks.ts';
import { DefinitionError } from './validation/problem.ts';
import { problemsIn } from './validation/rule.ts';
import { Choice, type Shape } from './validation/shape.ts';

/**
 * What the account's registry does beside keeping images. It is one for all stages, since what one of them proved the
 * next one runs. What has `none` is left to somebody else in the account, because ECR keeps one such setting a region.
 */
export interface RegistrySettings {
  /** Of the registry and the pipelines. @default - the one that is deployed with, which all stages are in as well */
  readonly account?: string;
  /** Who looks images through for known weaknesses: ECR once, or Inspector again whenever one becomes known. */
  readonly scanning: ScanningSettings | { readonly none: string };
  /** Who signs an image when it is pushed. */
  readonly signing: { readonly by: 'aws-signer' } | { readonly none: string };
  /** Whether images that ours are built on are kept here too. */
  readonly baseImages: { readonly by: 'pull-through-cache' } | { readonly none: string };
}

export interface ScanningSettings {
  readonly by: 'inspector' | 'ecr';
  /** A weakness as bad as this, or worse, stops the pipeline before any stage is deployed. */
  readonly refuseFrom: Severity;
}

/** As ECR and Inspector name them, the worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;

export type Severity = (typeof severities)[number];

export const registrySettings: RegistrySettings = {
  scanning: { by: 'inspector', refuseFrom: 'high' },
  signing: { by: 'aws-signer' },
  baseImages: { by: 'pull-through-cache' },
};

/** Before the name of every repository that keeps base images. */
export const baseImagePrefix = 'base';

/** Throws a `DefinitionError` with all that is wrong with these settings. */
export function validateRegistry(settings: RegistrySettings): void {
  const subject = { words: 'the registry', file: 'platform/registry.ts' };
  const problems = problemsIn(subject, settings, { shape: registryShape, rules: [] });
  if (problems.length > 0) throw new DefinitionError(problems);
}

const by = (choices: readonly string[], more: Shape = {}) =>
  new Choice(
    (value): Shape =>
      'none' in value
        ? { none: sentence('the account scans all registries from its security account') }
        : { by: oneOf(...choices), ...more },
  );

const registryShape: Shape = {
  account: optional(
    text({ pattern: /^\d{12}$/, words: 'the twelve digits of an AWS account', example: '000000000000' }),
  ),
  scanning: by(['inspector', 'ecr'], { refuseFrom: oneOf(...severities) }),
  signing: by(['aws-signer']),
  baseImages: by(['pull-through-cache']),
};
