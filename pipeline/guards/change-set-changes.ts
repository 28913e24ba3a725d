import type { Change, ResourceChange as ChangeSetResource } from '@aws-sdk/client-cloudformation';
import { RealChanges } from './real-changes.ts';
import type { ResourceChange, Template } from './resource-change.ts';

export interface ReadChangeSet {
  readonly stack: string;
  readonly changes: readonly Change[];
  /** As it is deployed, and as it is about to be: a change set tells no policy that stays. */
  readonly deployed: Template;
  readonly next: Template;
}

/** What a change set says, without what it only fears. */
export function changesOfChangeSet({
  stack,
  changes,
  deployed,
  next,
}: ReadChangeSet): readonly ResourceChange[] {
  const resources = changes.flatMap(({ ResourceChange: one }) => (one === undefined ? [] : [one]));
  const real = new RealChanges(resources);
  return resources.flatMap((resource): readonly ResourceChange[] => {
    const { LogicalResourceId: id = '', ResourceType: type = '' } = resource;
    const kind = kinds[resource.Action ?? ''];
    if (kind === undefined) return [];
    const before = deployed.Resources[id];
    const properties = kind === 'modified' ? real.propertiesOf(id) : [];
    const deletionPolicy = before?.DeletionPolicy;
    const nextDeletionPolicy = next.Resources[id]?.DeletionPolicy;
    if (kind === 'modified' && properties.length === 0 && deletionPolicy === nextDeletionPolicy) return [];
    const about = { stack, id, type, kind, deletionPolicy, nextDeletionPolicy };
    return [{ ...about, replacement: real.replacementOf(id), deployed: before?.Properties, properties }];
  });
}

/** An import takes in what exists, and changes nothing of it. */
const kinds: Readonly<Record<string, ResourceChange['kind']>> = {
  Add: 'added',
  Remove: 'removed',
  Modify: 'modified',
  Dynamic: 'modified',
  SyncWithActual: 'modified',
} satisfies Partial<Record<NonNullable<ChangeSetResource['Action']>, ResourceChange['kind']>>;
