import type { StageDefinition } from '../../../platform/stages.ts';
import type { ServiceContext } from '../../service/service-context.ts';
import { stageAlarmName } from './stage-alarm.ts';

/**
 * What an outage of the database does to the alarms of services: those that cannot do without it all break their
 * promises at once, and one alarm says why.
 */
export const databaseOutage = {
  about: 'database',
  symptom: 'outage',

  /** Tells nothing of a service that rests on the database while the database is out, and shortly after. */
  silences({ stage, restsOnDatabase }: ServiceContext) {
    if (!restsOnDatabase || !isWatched(stage)) return {};
    return {
      actionsSuppressor: stageAlarmName(stage, databaseOutage.about, databaseOutage.symptom),
      // The cause may show later than what it causes.
      actionsSuppressorWaitPeriod: 120,
      // Until the requests that failed are out of sight.
      actionsSuppressorExtensionPeriod: 600,
    };
  },
} as const;

export function isWatched({ alarms }: StageDefinition): boolean {
  return !('none' in alarms.database);
}
