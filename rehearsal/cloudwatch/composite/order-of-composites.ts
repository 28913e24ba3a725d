import { alarmsOf } from './alarm-rule.ts';
import type { CompositeAlarm } from './composite-alarm.ts';

/**
 * Composite alarms so that each comes after all it asks.
 * @throws where one asks for an alarm that is not there, or for itself
 */
export function orderOfComposites(
  composites: readonly CompositeAlarm[],
  metricAlarms: readonly string[],
): readonly CompositeAlarm[] {
  const byName = new Map(composites.map((composite) => [composite.name, composite]));
  const ordered = new Set<CompositeAlarm>();
  const visit = (name: string, way: readonly string[]): void => {
    const composite = byName.get(name);
    if (composite === undefined) {
      if (metricAlarms.includes(name)) return;
      const known = [...metricAlarms, ...byName.keys()].join(', ');
      throw new Error(`alarm '${way.at(-1)}': it asks for '${name}', which is no alarm, known: ${known}`);
    }
    if (way.includes(name))
      throw new Error(`alarm '${name}': it asks for itself: ${[...way, name].join(' → ')}`);
    for (const asked of [...alarmsOf(composite.rule), ...suppressorOf(composite)])
      visit(asked, [...way, name]);
    ordered.add(composite);
  };
  for (const { name } of composites) visit(name, []);
  return [...ordered];
}

function suppressorOf({ suppressor }: CompositeAlarm): readonly string[] {
  return suppressor === undefined ? [] : [suppressor.alarm];
}
