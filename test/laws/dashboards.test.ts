import { describe, expect, it } from '@jest/globals';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { services } from '../../platform/services.ts';
import { type StageDefinition, stages } from '../../platform/stages.ts';
import {
  type DashboardWidget,
  dashboardsIn,
  metricsOf,
  type SynthesizedDashboard,
  titleOf,
} from '../support/dashboards.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const dashboards = dashboardsIn(stacks);
const each = dashboards.map((dashboard) => [dashboard.name, dashboard] as const);
const shown = stages.filter((stage) => typeof stage.dashboards === 'string');

/** Those that tell somebody, which what a composite alarm is made of does not. */
function alarmsOf(stage: string) {
  return resourcesOf(stacks, 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm')
    .filter((alarm) => alarm.stage === stage && alarm.properties.AlarmActions !== undefined)
    .map(({ properties }) => ({
      name: String(properties.AlarmName),
      isPage: String(properties.AlarmDescription).startsWith('Page: '),
    }));
}

function alarmsOn({ widgets }: SynthesizedDashboard): readonly string[] {
  return widgets.flatMap(({ properties }) =>
    (properties.alarms ?? []).map((arn) => arn.replace(/^.*:alarm:/, '')),
  );
}

describe('a stage', () => {
  it('has a dashboard of itself and one of each service, where it has any', () => {
    const wanted = shown.flatMap(({ name }) => [
      `${name}-platform`,
      ...services.map((service) => `${name}-${service.name}`),
    ]);
    expect(shown.length).toBeGreaterThan(0);
    expect(dashboards.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());
  });
});

describe.each(each)('the dashboard %s', (_name, dashboard) => {
  const { widgets } = dashboard;

  it('is titled with questions, each asked once', () => {
    const titles = widgets.map(titleOf);
    expect(titles.filter((title) => !/^[A-Z].*\?$/.test(title))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('begins with what is wrong now and with what customers or callers get', () => {
    const [first, second] = widgets;
    expect([first?.type, first?.x, first?.y]).toEqual(['alarm', 0, 0]);
    expect(second === undefined ? '' : titleOf(second)).toMatch(/errors|fail/);
  });

  it('has no panel on another, and none beyond its edge', () => {
    const places = widgets.map((widget) => ({ widget, ...widget }));
    const clashes = places.flatMap((one, index) =>
      places
        .slice(index + 1)
        .filter((other) => overlaps(one.widget, other.widget))
        .map((other) => [titleOf(one.widget), titleOf(other.widget)]),
    );
    expect(clashes).toEqual([]);
    expect(widgets.filter(({ x, width }) => x < 0 || x + width > 24).map(titleOf)).toEqual([]);
  });

  it('stays within what CloudWatch takes', () => {
    expect(widgets.length).toBeLessThanOrEqual(500);
    const lines = widgets.map((widget) => widget.properties.metrics?.length ?? 0);
    expect(Math.max(...lines)).toBeLessThanOrEqual(500);
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2500);
    const alarms = widgets.map((widget) => widget.properties.alarms?.length ?? 0);
    expect(Math.max(...alarms)).toBeLessThanOrEqual(100);
  });

  it('shows alarms that exist, and all that tell of what it is about', () => {
    const existing = alarmsOf(dashboard.stage);
    const onIt = alarmsOn(dashboard);
    const about = existing.filter(({ name, isPage }) => {
      const [, subject] = name.split('/');
      // The platform's shows what is nobody's own, and of the services what cannot wait.
      if (dashboard.about !== 'platform') return subject === dashboard.about;
      return isPage || !services.some((service) => service.name === subject);
    });
    expect(about.length).toBeGreaterThan(3);
    expect(onIt.toSorted()).toEqual(about.map(({ name }) => name).toSorted());
  });

  it('says on every axis what is counted', () => {
    const graphs = widgets.filter(({ type }) => type === 'metric');
    expect(graphs.length).toBeGreaterThan(3);
    expect(graphs.filter((graph) => !graph.properties.yAxis?.left.label).map(titleOf)).toEqual([]);
  });

  it('reads logs that exist', () => {
    const groups = resourcesOf(stacks, 'AWS::Logs::LogGroup').map(
      ({ properties }) => properties.LogGroupName,
    );
    const read = widgets.flatMap(({ properties }) =>
      [...(properties.query ?? '').matchAll(/SOURCE '([^']+)'/g)].map(([, group]) => group),
    );
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((group) => !groups.includes(group))).toEqual([]);
  });
});

describe('the dashboard of a service', () => {
  const cases = shown.flatMap((stage) => services.map((service) => ({ stage, service })));
  const metricsIn = (stage: StageDefinition, service: ServiceDefinition) =>
    dashboards
      .filter(({ name }) => name === `${stage.name}-${service.name}`)
      .flatMap(({ widgets }) => widgets.flatMap(metricsOf));

  it.each(cases)('shows what $service.name has in $stage.name, and nothing else', ({ stage, service }) => {
    const metrics = metricsIn(stage, service);
    const names = metrics.map(({ name }) => name);
    const { needs, calls } = service;
    expect({
      queue: names.includes('ApproximateAgeOfOldestMessage'),
      outbox: names.includes('OutboxLagSeconds'),
      pool: names.includes('PoolUsePercent'),
      cache: names.includes('CacheFailures'),
      circuits: metrics
        .filter(({ name }) => name === 'CircuitOpen')
        .map(({ dimensions }) => dimensions.upstream),
    }).toEqual({
      queue: needs.subscribes.length > 0,
      outbox: needs.publishes.length > 0,
      pool: needs.database,
      cache: needs.cache,
      circuits: calls,
    });
  });

  it.each(cases)('shows both colours of $service.name in $stage.name alike', ({ stage, service }) => {
    const ofColour = (colour: string) =>
      metricsIn(stage, service)
        .filter(({ dimensions }) => dimensions.TargetGroup?.startsWith(`<${colour}`))
        .map(({ name, options }) => [name, options.stat]);
    expect(ofColour('Blue')).toEqual(ofColour('Green'));
    for (const statistic of ['p50', 'p95', 'p99']) {
      expect(ofColour('Blue')).toContainEqual(['TargetResponseTime', statistic]);
    }
  });

  it.each(cases)('has a line for each version of $service.name in $stage.name', ({ stage, service }) => {
    expect(metricsIn(stage, service)).toContainEqual(
      expect.objectContaining({
        namespace: `Shoal/${stage.name}`,
        name: 'Requests',
        dimensions: { service: service.name, version: undefined },
      }),
    );
  });
});

function overlaps(one: DashboardWidget, other: DashboardWidget): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
