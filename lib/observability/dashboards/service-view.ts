import type { SourceSettings } from '../../../platform/source.ts';
import type { Colours } from '../../service/colours.ts';
import type { ServiceContext } from '../../service/service-context.ts';
import type { ShownAlarm } from './shown-alarm.ts';

/** One service as its dashboard sees it. */
export interface ServiceView {
  readonly context: ServiceContext;
  readonly colours: Colours;
  /** Of the alarms about it. */
  readonly alarms: readonly ShownAlarm[];
  readonly services: readonly string[];
  readonly source: SourceSettings;
}
