import { nameLimits, namePattern } from './name-limits.ts';

/** What a problem is about, and the file somebody opens to mend it. */
export interface Subject {
  /** `service 'orders'` */
  readonly words: string;
  readonly file: string;
}

type Named = { readonly name?: unknown } | null;

export function subjectOfService(service: Named): Subject {
  const name = service?.name;
  // A name that cannot be a folder leads nowhere; the list leads to where it was written.
  const isFolder = typeof name === 'string' && namePattern.test(name) && name.length <= nameLimits.service;
  return {
    words: `service ${nameOf(service)}`,
    file: isFolder ? `services/${name}/service.ts` : 'platform/services.ts',
  };
}

export function subjectOfStage(stage: Named): Subject {
  return { words: `stage ${nameOf(stage)}`, file: 'platform/stages.ts' };
}

function nameOf(named: Named): string {
  return typeof named?.name === 'string' ? `'${named.name}'` : '(without a name)';
}
