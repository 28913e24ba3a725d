import { describe, expect, it } from '@jest/globals';
import { callsOf, dataOf } from '../../../../lib/observability/dashboards/service-dependencies.ts';
import { handledOf, publishedBy } from '../../../../lib/observability/dashboards/service-events.ts';
import type { ServiceView } from '../../../../lib/observability/dashboards/service-view.ts';
import type { ServiceDefinition } from '../../../../platform/service-definition.ts';
import { prod, type StageDefinition } from '../../../../platform/stages.ts';
import { carts } from '../../../../services/carts/service.ts';
import { gateway } from '../../../../services/gateway/service.ts';
import { orders } from '../../../../services/orders/service.ts';
import { recommendations } from '../../../../services/recommendations/service.ts';

const silent: StageDefinition = { ...prod, telemetry: { ...prod.telemetry, serviceMetrics: 'logged' } };

/** As far as these panels look: which stage and which service it is. */
function viewOf(service: ServiceDefinition, stage = prod): ServiceView {
  return { context: { stage, service } } as unknown as ServiceView;
}

function titles(panels: ReturnType<typeof callsOf>): readonly string[] {
  return panels.flatMap((panel) => panel(8).toJson()).map(({ properties }) => properties.title);
}

describe('panels about what a service waits for', () => {
  it('are there for what its definition names', () => {
    const of = (service: ServiceDefinition) =>
      titles([...callsOf(viewOf(service)), ...dataOf(viewOf(service))]);
    expect(of(carts)).toEqual([
      'Is a circuit open?',
      'Do its calls fail?',
      'How long do its calls take?',
      'Does the cache answer, and what does it spare?',
    ]);
    expect(of({ ...gateway, calls: [], needs: { ...gateway.needs, cache: false } })).toEqual([]);
  });

  it('are not there where a stage makes no metrics of what services measure', () => {
    expect(titles([...callsOf(viewOf(orders, silent)), ...dataOf(viewOf(orders, silent))])).toEqual([]);
  });
});

describe('panels about events', () => {
  it('are there for who handles some and for who publishes some', () => {
    expect(titles(handledOf(viewOf(recommendations)))).toContain('Do events wait for it?');
    expect(titles(handledOf(viewOf(orders)))).toEqual([]);
    expect(titles(publishedBy(viewOf(orders)))).toContain('Do its events leave?');
    expect(titles(publishedBy(viewOf(recommendations)))).toEqual([]);
  });

  it('still tell of the queue where a stage makes no metrics of what services measure', () => {
    expect(titles(handledOf(viewOf(recommendations, silent)))).toEqual([
      'Do events wait for it?',
      'Were events put aside?',
    ]);
    expect(titles(publishedBy(viewOf(orders, silent)))).toEqual([]);
  });
});
