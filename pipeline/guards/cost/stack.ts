/** A stack as it would be deployed. */
export interface Stack {
  /** `prod`, or `tools` for what serves all stages. */
  readonly stage: string;
  /** `prod-edge` */
  readonly name: string;
  readonly region: string;
  readonly resources: readonly Resource[];
}

export interface Resource {
  readonly stage: string;
  readonly stack: string;
  readonly region: string;
  /** Its logical id. */
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
}

export type Properties = Readonly<Record<string, unknown>>;

/** `prod-edge/PublicLoadBalancer9A8E475C`, as people look it up. */
export function addressOf({ stack, id }: Resource): string {
  return `${stack}/${id}`;
}

export interface TemplateText {
  readonly Resources?: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Properties | undefined }>
  >;
}

/** The stack that a template makes. */
export function stackOf(at: Omit<Stack, 'resources'>, template: TemplateText): Stack {
  return {
    ...at,
    resources: Object.entries(template.Resources ?? {}).map(([id, { Type, Properties = {} }]) => ({
      stage: at.stage,
      stack: at.name,
      region: at.region,
      id,
      type: Type,
      properties: Properties,
    })),
  };
}
