import type { SavedQuery } from './saved-query.ts';
import { serviceQueries } from './service-queries.ts';

/** One request on its way through all services, their calls of each other included. */
export const oneTrace: SavedQuery = {
  name: 'one trace',
  asks: 'What happened to one request?',
  query: `filter traceId = 'paste a trace id here'
| fields @timestamp, service, message, method, route, name, status, outcome, ms, spanId, parentSpanId, version
| sort @timestamp asc
| limit 1000`,
};

/** A version that starts is a release, one that starts again a roll back: tasks say so, whoever moved the traffic. */
export const releases: SavedQuery = {
  name: 'releases',
  asks: 'What was released, and when?',
  query: `filter message = 'listening'
| stats earliest(time) as since, latest(time) as lastTask, count(*) as tasks by service, version
| sort since desc
| limit 50`,
};

/** What all services of a stage are asked together. */
export const stageQueries: readonly SavedQuery[] = [oneTrace, releases, ...serviceQueries];
