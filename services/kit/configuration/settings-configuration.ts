import { environmentNames as names } from '../../../platform/environment-names.ts';
import type { Environment } from './environment.ts';

export interface SettingsConfiguration {
  /** Where the AppConfig agent tells this service's settings; without it the defaults hold. */
  readonly url: string | undefined;
}

const path = /^\/applications\/[^/]+\/environments\/[^/]+\/configurations\/[^/]+$/;

export function readSettingsConfiguration(environment: Environment): SettingsConfiguration {
  const value = environment.optionalText(names.settingsUrl);
  if (value === undefined) return { url: undefined };
  const url = URL.parse(value);
  if (url !== null && url.protocol === 'http:' && path.test(url.pathname)) return { url: url.href };
  environment.reject(names.settingsUrl, {
    value,
    allowed: 'http://host:port/applications/<name>/environments/<name>/configurations/<name>',
    fix: 'set it to where the AppConfig agent tells the settings, or leave it out',
  });
  return { url: undefined };
}
