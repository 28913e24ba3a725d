/**
 * What an operator may change while a service runs, by name. Plain data: the platform makes the validator of AppConfig
 * from it, and the kit checks each value by it again. The default stands here, so a change of one needs no deployment.
 */
export type SettingsDefinition = Readonly<Record<string, SettingDefinition>>;

export type SettingDefinition = FlagDefinition | NumberDefinition | ChoiceDefinition;

export interface FlagDefinition {
  readonly type: 'boolean';
  /** What changes with it, in one sentence: it stands in the validator, where an operator reads it. */
  readonly about: string;
  readonly default: boolean;
}

export interface NumberDefinition {
  readonly type: 'integer' | 'number';
  readonly about: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

export interface ChoiceDefinition {
  readonly type: 'string';
  readonly about: string;
  readonly enum: readonly string[];
  readonly default: string;
}

export type SettingValue = boolean | number | string;

/** The values of a definition: `{ largestPage: number, search: boolean }`. */
export type SettingsOf<Definition extends SettingsDefinition> = {
  readonly [Name in keyof Definition]: ValueOf<Definition[Name]>;
};

type ValueOf<Definition> = Definition extends { readonly type: 'boolean' }
  ? boolean
  : Definition extends { readonly enum: readonly (infer Choice)[] }
    ? Choice
    : number;
