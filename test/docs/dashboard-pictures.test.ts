import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { dashboardsIn, titleOf } from '../support/dashboards.ts';
import { pictureOf } from '../support/pictures/dashboard-picture.ts';
import { escaped } from '../support/pictures/svg.ts';
import { synthesized } from '../support/synthesized.ts';

const dashboards = dashboardsIn(await synthesized());
const docs = join(import.meta.dirname, '..', '..', 'docs');

/** Where each panel is and what it asks. Which alarms and services there are may change without a new picture. */
function layoutOf(picture: string): readonly string[] {
  return picture.match(/<rect class="card"[^>]*>|<text [^>]*class="(title|unit)">[^<]*/g) ?? [];
}

describe.each([
  ['dashboard-platform.svg', 'prod-platform'],
  // The one that has most of what a service can have.
  ['dashboard-service.svg', 'prod-recommendations'],
])('docs/%s', (file, name) => {
  const path = join(docs, file);

  it(`is ${name} as its template lays it out; KEEP_PICTURES=yes draws it anew`, () => {
    const dashboard = dashboards.find((each) => each.name === name);
    if (dashboard === undefined) throw new Error(`there is no dashboard ${name}`);
    const picture = pictureOf(
      dashboard,
      services.map((service) => service.name),
    );
    if (process.env.KEEP_PICTURES === 'yes') writeFileSync(path, picture);
    expect(dashboard.widgets.filter((widget) => !picture.includes(escaped(titleOf(widget))))).toEqual([]);
    expect(layoutOf(existsSync(path) ? readFileSync(path, 'utf8') : '')).toEqual(layoutOf(picture));
  });
});
