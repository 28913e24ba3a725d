import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { linksIn, queryOfLink } from '../support/console-links.ts';
import { dashboardsIn } from '../support/dashboards.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const dashboards = dashboardsIn(stacks);
const links = dashboards.flatMap(({ name, stage, widgets }) =>
  widgets
    .flatMap(({ properties }) => linksIn(properties.markdown ?? ''))
    .map((link) => ({ ...link, on: name, stage })),
);
const queries = resourcesOf(stacks, 'AWS::Logs::QueryDefinition');

/** As GitHub makes them of headings. */
function headingsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('every dashboard', () => {
  it('leads to logs and to the runbook', () => {
    const without = (form: RegExp) =>
      dashboards
        .map(({ name }) => name)
        .filter((name) => !links.some(({ on, to }) => on === name && form.test(to)));
    expect(dashboards.length).toBeGreaterThan(0);
    expect(without(/logs-insights/)).toEqual([]);
    expect(without(/docs\/runbook\.md#/)).toEqual([]);
  });
});

describe('a link of a dashboard', () => {
  it('to logs asks a saved query, of the same name and the same logs of the same stage', () => {
    const asked = links.flatMap(({ text, to, on, stage }) => {
      const query = queryOfLink(to);
      return query === undefined ? [] : [{ ...query, text, on, stage }];
    });
    expect(asked.length).toBeGreaterThan(dashboards.length);
    const strange = asked.filter(
      ({ query, text, logGroups, stage }) =>
        !queries.some(
          ({ properties }) =>
            properties.Name.startsWith(`shoal/${stage}/`) &&
            properties.Name.endsWith(`/${text}`) &&
            properties.QueryString === query &&
            logGroups.every((group) => properties.LogGroupNames.includes(group)),
        ),
    );
    expect(strange.map(({ on, text }) => [on, text])).toEqual([]);
  });

  it('to another dashboard finds it', () => {
    const led = links.flatMap(({ to }) => /#dashboards\/dashboard\/([\w-]+)$/.exec(to)?.[1] ?? []);
    expect(led.length).toBeGreaterThan(dashboards.length);
    expect(led.filter((name) => !dashboards.some((dashboard) => dashboard.name === name))).toEqual([]);
  });

  it('to the repository finds a file there, and a heading in it', () => {
    const led = links.flatMap(({ to }) => {
      const [, file, heading] = /\/blob\/[\w./-]+?\/(docs\/[\w./-]+)#(.+)$/.exec(to) ?? [];
      return file === undefined || heading === undefined ? [] : [{ file, heading }];
    });
    const root = join(import.meta.dirname, '..', '..');
    const known = new Map(
      [...new Set(led.map(({ file }) => file))].map((file) => {
        const path = join(root, file);
        return [file, existsSync(path) ? headingsOf(readFileSync(path, 'utf8')) : []];
      }),
    );
    expect(led.length).toBeGreaterThan(dashboards.length);
    const lost = led.filter(({ file, heading }) => !known.get(file)?.includes(heading));
    expect([...new Set(lost.map(({ file, heading }) => `${file}#${heading}`))]).toEqual([]);
  });
});
