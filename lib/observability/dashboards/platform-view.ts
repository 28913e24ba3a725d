import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import type { SourceSettings } from '../../../platform/source.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import type { Edge } from '../../edge/edge-stack.ts';
import type { ShownAlarm } from './shown-alarm.ts';

/** A whole stage as its dashboard sees it. */
export interface PlatformView {
  readonly stage: StageDefinition;
  readonly services: readonly ServiceDefinition[];
  readonly publicEdge: Edge;
  /** Of all services. */
  readonly logGroups: readonly string[];
  /** All of the stage. */
  readonly alarms: readonly ShownAlarm[];
  readonly source: SourceSettings;
}
