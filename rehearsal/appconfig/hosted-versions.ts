import type { HostedVersion, Profile } from './appconfig-book.ts';
import { validateContent } from './validate-content.ts';

export interface NewVersion {
  readonly content: string;
  readonly contentType: string;
  readonly description?: string | undefined;
}

/** AppConfig validates a version when it is deployed, not when it is stored; a number is never given twice. */
export function addVersion(
  profile: Profile,
  { content, contentType, description }: NewVersion,
): HostedVersion {
  const number = (profile.versions.at(-1)?.number ?? 0) + 1;
  const version = { number, content, contentType, description };
  profile.versions.push(version);
  return version;
}

export function checkVersion(profile: Profile, version: HostedVersion): void {
  validateContent(version.content, profile.validators);
}
