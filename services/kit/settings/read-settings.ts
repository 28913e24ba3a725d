import type { SettingsDefinition, SettingsOf, SettingValue } from './setting-definition.ts';
import { settingProblem } from './setting-problem.ts';

export interface ReadSettings<Values> {
  readonly values: Values;
  /** What was not taken, by name, with what would have been. */
  readonly refused: Readonly<Record<string, string>>;
}

export function defaultsOf<Definition extends SettingsDefinition>(
  definition: Definition,
): SettingsOf<Definition> {
  const pairs = Object.entries(definition).map(([name, setting]) => [name, setting.default]);
  return Object.fromEntries(pairs);
}

/**
 * Reads a document setting by setting: one that is wrong keeps its last value and spoils no other, one that is left
 * out has its default. What this version does not know is not its business: a newer one runs beside it in a release.
 */
export function readSettings<Definition extends SettingsDefinition>(
  definition: Definition,
  text: string,
  last: SettingsOf<Definition>,
): ReadSettings<SettingsOf<Definition>> {
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new Error('the settings are no JSON object');
  }
  const given = document as Readonly<Record<string, unknown>>;
  const refused: Record<string, string> = {};
  const values: Record<string, SettingValue> = {};
  for (const [name, setting] of Object.entries(definition)) {
    const value = Object.hasOwn(given, name) ? given[name] : setting.default;
    const allowed = settingProblem(setting, value);
    if (allowed !== undefined) refused[name] = `${JSON.stringify(value)}, allowed: ${allowed}`;
    values[name] = allowed === undefined ? (value as SettingValue) : (last[name] as SettingValue);
  }
  return { values: values as SettingsOf<Definition>, refused };
}
