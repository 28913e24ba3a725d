import { isDeepStrictEqual } from 'node:util';
import type {
  ResourceChange as ChangeSetResource,
  ResourceChangeDetail,
} from '@aws-sdk/client-cloudformation';
import type { PropertyChange, ResourceChange } from './resource-change.ts';

type Properties = Readonly<Record<string, unknown>>;

/**
 * A change set lists whatever refers to a changed resource as changed too, replacement and all, since it knows the new
 * value only afterwards. That value is another one where the resource it comes from is replaced, and as before elsewhere.
 */
export class RealChanges {
  readonly #byId: ReadonlyMap<string, ChangeSetResource>;

  constructor(resources: readonly ChangeSetResource[]) {
    this.#byId = new Map(resources.map((resource) => [resource.LogicalResourceId ?? '', resource]));
  }

  propertiesOf(id: string): readonly PropertyChange[] {
    const resource = this.#byId.get(id);
    const [before, after] = contextsOf(resource);
    return [...this.#detailsOf(id)].flatMap(([property, [detail]]): readonly PropertyChange[] => {
      if (detail === undefined) return [];
      const { Target: { BeforeValue, AfterValue } = {}, CausingEntity: cause } = detail;
      const values = {
        property,
        before: before?.[property] ?? BeforeValue,
        after: after?.[property] ?? AfterValue,
      };
      const source = cause?.split('.')[0] ?? '';
      return [this.#byId.has(source) ? { ...values, because: `${source} is replaced` } : values];
    });
  }

  /** `asked` keeps a circle, which no template has, from going on forever. */
  replacementOf(id: string, asked: readonly string[] = []): ResourceChange['replacement'] {
    const resource = this.#byId.get(id);
    if (resource?.Replacement === undefined || resource.Replacement === 'False' || asked.includes(id)) {
      return undefined;
    }
    const recreation = [...this.#detailsOf(id, asked).values()]
      .flat()
      .map(({ Target: target }) => target?.RequiresRecreation);
    if (recreation.includes('Always')) return 'certain';
    return recreation.includes('Conditionally') ? 'possible' : undefined;
  }

  /** Those that count, by the property they are about. */
  #detailsOf(
    id: string,
    asked: readonly string[] = [],
  ): ReadonlyMap<string, readonly ResourceChangeDetail[]> {
    const resource = this.#byId.get(id);
    const [before, after] = contextsOf(resource);
    const found = new Map<string, readonly ResourceChangeDetail[]>();
    for (const [property, details] of Map.groupBy(resource?.Details ?? [], nameOf)) {
      if (property === undefined) continue;
      if (before && after && isSame(before[property], after[property])) continue;
      const caused = details.filter(({ CausingEntity: cause }) => cause !== undefined);
      const fears = caused.length > 0 && isUnknown(after?.[property], details);
      const counted = fears
        ? caused.filter(({ CausingEntity: cause = '' }) => this.#isAnother(cause, [...asked, id]))
        : details;
      if (counted.length > 0) found.set(property, counted);
    }
    return found;
  }

  /** Whether a name or an attribute of what a property refers to will be another one. */
  #isAnother(cause: string, asked: readonly string[]): boolean {
    const [id = ''] = cause.split('.');
    const source = this.#byId.get(id);
    // What comes from no resource of this change set, or from one that answers what it likes, may be anything.
    if (source === undefined || source.ResourceType?.startsWith('Custom::')) return true;
    return source.Action === 'Add' || this.replacementOf(id, asked) !== undefined;
  }
}

/** Metadata and policies change nothing that lives; those of deletion stand in the templates. */
function nameOf({ Target: target }: ResourceChangeDetail): string | undefined {
  if (target?.Attribute === 'Properties') return target.Name;
  return target?.Attribute === 'Tags' ? 'Tags' : undefined;
}

function isUnknown(after: unknown, details: readonly ResourceChangeDetail[]): boolean {
  if (after !== undefined) return JSON.stringify(after).includes('{{changeSet:KNOWN_AFTER_APPLY}}');
  // Without values, what was written otherwise into the template is told by a detail that has no cause.
  return details.every(
    ({ Evaluation, CausingEntity }) => Evaluation === 'Dynamic' || CausingEntity !== undefined,
  );
}

/** A secret that is not shown looks the same before and after. */
function isSame(before: unknown, after: unknown): boolean {
  return isDeepStrictEqual(before, after) && !JSON.stringify(after ?? '').includes('****');
}

function contextsOf(resource: ChangeSetResource | undefined): readonly [Properties?, Properties?] {
  const [before, after] = [resource?.BeforeContext, resource?.AfterContext].map(propertiesIn);
  return [before, after];
}

function propertiesIn(context: string | undefined): Properties | undefined {
  if (context === undefined) return undefined;
  const parsed: { readonly Properties?: Properties } = JSON.parse(context);
  return parsed.Properties;
}
