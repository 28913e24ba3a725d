import type { SettingDefinition } from './setting-definition.ts';

/** What a value would have to be, where it is not that already. */
export function settingProblem(definition: SettingDefinition, value: unknown): string | undefined {
  if (definition.type === 'boolean') return typeof value === 'boolean' ? undefined : 'true or false';
  if (definition.type === 'string') {
    return typeof value === 'string' && definition.enum.includes(value)
      ? undefined
      : `one of ${definition.enum.join(', ')}`;
  }
  const { type, minimum, maximum } = definition;
  const isOfType = type === 'integer' ? Number.isInteger(value) : Number.isFinite(value);
  if (isOfType && Number(value) >= minimum && Number(value) <= maximum) return undefined;
  return `${type === 'integer' ? 'a whole number' : 'a number'} from ${minimum} to ${maximum}`;
}
