import type { SettingsDefinition, SettingsOf } from '../kit/settings/setting-definition.ts';

/** What an operator of the catalog may change while it runs. */
export const catalogSettings = {
  productCacheSeconds: {
    type: 'integer',
    about: 'How long the cache keeps a product that nobody writes; shorter after a mistake in the data.',
    minimum: 1,
    maximum: 3600,
    default: 600,
  },
  largestPage: {
    type: 'integer',
    about: 'The most products on a page; fewer while the database is slow.',
    minimum: 1,
    maximum: 100,
    default: 100,
  },
  searchByText: {
    type: 'boolean',
    about: 'Whether products are searched by words; without it the database does no full-text work.',
    default: true,
  },
} as const satisfies SettingsDefinition;

export interface CatalogSettings {
  readonly current: SettingsOf<typeof catalogSettings>;
}
