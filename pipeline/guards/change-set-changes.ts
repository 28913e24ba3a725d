import type {
  Change,
  ResourceChange as ChangeSetResource,
  ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import type { PropertyChange, ResourceChange, Template } from './resource-change.ts';

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
  const doubts = new Doubts(resources);
  return resources.flatMap((resource): readonly ResourceChange[] => {
    const { LogicalResourceId: id = '', ResourceType: type = '' } = resource;
    const kind = kinds[resource.Action ?? ''];
    if (kind === undefined) return [];
    const before = deployed.Resources[id];
    const properties = kind === 'modified' ? propertiesOf(resource, doubts) : [];
    const deletionPolicy = before?.DeletionPolicy;
    const nextDeletionPolicy = next.Resources[id]?.DeletionPolicy;
    const replacement = doubts.replacementOf(id);
    if (kind === 'modified' && properties.length === 0 && deletionPolicy === nextDeletionPolicy) return [];
    const deployedProperties = before?.Properties;
    return [
      {
        stack,
        id,
        type,
        kind,
        deletionPolicy,
        nextDeletionPolicy,
        replacement,
        deployed: deployedProperties,
        properties,
      },
    ];
  });
}

/** An import takes in what exists, and changes nothing of it. */
const kinds: Readonly<Record<string, ResourceChange['kind']>> = {
  Add: 'added',
  Remove: 'removed',
  Modify: 'modified',
  Dynamic: 'modified',
  SyncWithActual: 'modified',
};

/**
 * A change set lists whatever refers to a changed resource as changed too, replacement and all, since it knows the new
 * value only afterwards. That value is another one where the resource it comes from is replaced, and as before elsewhere.
 */
class Doubts {
  readonly #byId: ReadonlyMap<string, ChangeSetResource>;

  constructor(resources: readonly ChangeSetResource[]) {
    this.#byId = new Map(resources.map((resource) => [resource.LogicalResourceId ?? '', resource]));
  }

  /** `asked` keeps a circle, which no template has, from going on forever. */
  replacementOf(id: string, asked: readonly string[] = []): ResourceChange['replacement'] {
    const resource = this.#byId.get(id);
    if (resource?.Replacement === undefined || resource.Replacement === 'False' || asked.includes(id)) {
      return undefined;
    }
    const recreation = (resource.Details ?? [])
      .filter((detail) => this.counts(detail, [...asked, id]))
      .map(({ Target: target }) => target?.RequiresRecreation);
    if (recreation.includes('Always')) return 'certain';
    return recreation.includes('Conditionally') ? 'possible' : undefined;
  }

  counts(
    { Evaluation: evaluation, CausingEntity: cause }: ResourceChangeDetail,
    asked: readonly string[],
  ): boolean {
    if (evaluation !== 'Dynamic' || cause === undefined) return true;
    const [from = ''] = cause.split('.');
    const source = this.#byId.get(from);
    // What comes from no resource of this change set, or from one that answers what it likes, may be anything.
    if (source === undefined || source.ResourceType?.startsWith('Custom::')) return true;
    return source.Action === 'Add' || this.replacementOf(from, asked) !== undefined;
  }
}

function propertiesOf(resource: ChangeSetResource, doubts: Doubts): readonly PropertyChange[] {
  const { LogicalResourceId: id = '', Details: details = [] } = resource;
  const counted = details.filter((detail) => doubts.counts(detail, [id]));
  const [before, after] = [resource.BeforeContext, resource.AfterContext].map(propertiesIn);
  const byName = Map.groupBy(counted, ({ Target: target }) => nameOf(target));
  return [...byName].flatMap(([property, [detail]]): readonly PropertyChange[] => {
    if (property === undefined || detail === undefined) return [];
    const { BeforeValue, AfterValue } = detail.Target ?? {};
    const values = {
      property,
      before: before?.[property] ?? BeforeValue,
      after: after?.[property] ?? AfterValue,
    };
    const { CausingEntity: cause, Evaluation: evaluation } = detail;
    return evaluation === 'Dynamic' && cause !== undefined
      ? [{ ...values, because: `${cause.split('.')[0]} is replaced` }]
      : [values];
  });
}

/** Metadata and policies change nothing that lives; those of deletion stand in the templates. */
function nameOf(target: ResourceChangeDetail['Target']): string | undefined {
  if (target?.Attribute === 'Properties') return target.Name;
  return target?.Attribute === 'Tags' ? 'Tags' : undefined;
}

function propertiesIn(context: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (context === undefined) return undefined;
  const parsed: { readonly Properties?: Readonly<Record<string, unknown>> } = JSON.parse(context);
  return parsed.Properties;
}
