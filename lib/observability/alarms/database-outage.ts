import type { ServiceContext } from '../../service/service-context.ts';
import type { Silence } from './composite-alarm.ts';
import { stageAlarmName } from './stage-alarm.ts';

/** The alarm that explains why services that cannot do without the database all break their promises at once. */
export const databaseOutage = { about: 'database', symptom: 'outage' } as const;

/** What a service tells is not told while the database is out, where it rests on the database and that is watched. */
export function silencedByDatabase({ stage, restsOnDatabase }: ServiceContext): Silence | undefined {
  if (!restsOnDatabase || 'none' in stage.alarms.database) return undefined;
  return {
    alarm: stageAlarmName(stage, databaseOutage.about, databaseOutage.symptom),
    waitSeconds: 120,
    // Until the requests that failed are out of sight of the shorter windows.
    extensionSeconds: 600,
  };
}
