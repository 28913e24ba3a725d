import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { settingsSchema } from '../../../lib/settings/settings-schema.ts';
import type { SettingsDefinition } from '../../../platform/service-definition.ts';
import { services } from '../../../platform/services.ts';
import { validateContent } from '../../../rehearsal/appconfig/validate-content.ts';
import { defaultsOf, readSettings } from '../../../services/kit/settings/read-settings.ts';

const withSettings = services.flatMap(({ name, settings }) =>
  settings === undefined ? [] : [{ name, settings }],
);

/** Values near what a setting takes, on both sides of its bounds. */
function valueFor({ settings }: { settings: SettingsDefinition }) {
  const near = Object.values(settings).flatMap((setting) =>
    'minimum' in setting ? [setting.minimum, setting.maximum, setting.minimum - 1, setting.maximum + 1] : [],
  );
  return fc.oneof(fc.constantFrom(...near, true, false, null, 1.5, '', 'newest'), fc.jsonValue());
}

describe.each(withSettings)('the validator of $name', ({ settings }) => {
  const schema = settingsSchema(settings);
  const isDeployed = (content: string): boolean => {
    try {
      validateContent(content, [{ Type: 'JSON_SCHEMA', Content: schema }]);
      return true;
    } catch {
      return false;
    }
  };

  it('deploys exactly what the service takes, setting by setting', () => {
    const document = fc.dictionary(fc.constantFrom(...Object.keys(settings)), valueFor({ settings }), {
      noNullPrototype: true,
    });
    let deployed = 0;
    fc.assert(
      fc.property(document, (values) => {
        const content = JSON.stringify(values);
        const { refused } = readSettings(settings, content, defaultsOf(settings));
        if (isDeployed(content)) deployed++;
        expect({ content, isDeployed: isDeployed(content) }).toEqual({
          content,
          isDeployed: Object.keys(refused).length === 0,
        });
      }),
      { numRuns: 300 },
    );
    expect(deployed).toBeGreaterThan(10);
  });

  it('deploys the defaults, and nothing that the service does not know', () => {
    expect(isDeployed(JSON.stringify(defaultsOf(settings)))).toBe(true);
    expect(isDeployed('{"unknown":1}')).toBe(false);
  });
});
