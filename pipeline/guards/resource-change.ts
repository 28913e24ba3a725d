/** The part of a template that this folder looks at. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** Templates by the name of their stack. */
export type Synthesis = ReadonlyMap<string, Template>;

/** What happens to one resource, as a comparison of templates tells it, or a change set of CloudFormation. */
export interface ResourceChange {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly kind: 'added' | 'removed' | 'modified';
  /** Its properties as they stand deployed, as the template has them. */
  readonly deployed?: Readonly<Record<string, unknown>> | undefined;
  /** What a change set says of it, where it is one that tells. */
  readonly replacement?: 'certain' | 'possible' | undefined;
  /** As it stands deployed. */
  readonly deletionPolicy: string | undefined;
  /** As it will stand, where the resource stays. */
  readonly nextDeletionPolicy: string | undefined;
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly property: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Why it changes where its text does not: what it refers to is replaced. */
  readonly because?: string;
}
