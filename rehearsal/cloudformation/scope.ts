/** What a value of a template may refer to while it is evaluated. */
export interface Scope {
  /** What `Ref` gives for a parameter, a pseudo parameter or a resource. */
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, top: string, second: string): unknown;
  stackOutput(stackName: string, outputName: string): unknown;
  importedValue(exportName: string): unknown;
  readonly region: string;
  readonly zones: readonly string[];
}

/** `AWS::NoValue`: removes the property or list item it stands for. */
export const noValue = Symbol('AWS::NoValue');
