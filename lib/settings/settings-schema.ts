import type { SettingDefinition, SettingsDefinition } from '../../platform/service-definition.ts';

/**
 * What AppConfig validates a service's settings by, before it deploys them. In draft 4 of JSON Schema, which is what
 * it knows. Nothing is required: what is left out has the default that the service's code gives it.
 */
export function settingsSchema(definition: SettingsDefinition): string {
  const properties = Object.entries(definition).map(([name, setting]) => [name, propertySchema(setting)]);
  return JSON.stringify({
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  });
}

function propertySchema({ about, ...setting }: SettingDefinition): Readonly<Record<string, unknown>> {
  return { description: about, ...setting };
}
