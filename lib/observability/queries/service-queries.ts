import type { SavedQuery } from './saved-query.ts';

/*
 * The fields are those of the lines that services/kit/telemetry writes; a test asks these queries of such lines. What
 * failed or was slow has a line always. Of the rest there may be lines for some only, under load; a minute's line of
 * metrics counts them all.
 */

/** Where the time goes, one request at a time. Its trace id leads on to `one trace`. */
export const slowestRequests: SavedQuery = {
  name: 'slowest requests',
  asks: 'Which requests were slowest?',
  query: `filter message = 'request'
| fields @timestamp, service, ms, method, route, status, version, traceId
| sort ms desc
| limit 50`,
};

/** Whether what fails came with a version, and on which route. */
export const errorsByRelease: SavedQuery = {
  name: 'errors by release',
  asks: 'Which release brought the errors?',
  query: `filter message = 'request' and status >= 500
| stats count(*) as errors, earliest(time) as since, latest(traceId) as lastTrace by service, version, route, status
| sort errors desc
| limit 100`,
};

/** Every request of every version, also where a stage makes no metrics of these lines. */
export const trafficByRelease: SavedQuery = {
  name: 'traffic by release',
  asks: 'How does each release do?',
  query: `filter message = 'metrics' and ispresent(Requests)
| stats sum(Requests) as requests, 100 * sum(ServerErrors) / sum(Requests) as errorPercent, sum(Latency.Sum) / sum(Latency.Count) as meanMs, max(Latency.Max) as slowestMs, earliest(time) as since, latest(time) as until by service, version
| sort since desc
| limit 50`,
};

/** What code says beside its requests. */
export const troubles: SavedQuery = {
  name: 'troubles',
  asks: 'What do tasks complain about?',
  query: `filter level in ['warn', 'error'] and message != 'request'
| stats count(*) as times, earliest(time) as since, latest(time) as last by service, level, message, version
| sort times desc
| limit 100`,
};

/** What a single service is asked. */
export const serviceQueries: readonly SavedQuery[] = [
  slowestRequests,
  errorsByRelease,
  trafficByRelease,
  troubles,
];
