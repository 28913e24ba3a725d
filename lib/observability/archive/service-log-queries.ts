import type { LogQuery } from '../../analytics/log-query.ts';

const lastDay = "hour >= date_format(current_timestamp - interval '1' day, '%Y/%m/%d/%H')";

/** What is asked of the services' lines. Whoever looks further back widens the first condition, and reads more. */
export function serviceLogQueries(table: string): readonly LogQuery[] {
  return [
    {
      name: 'one-trace',
      description:
        'All that all services wrote about one request: give its trace id, in quotes, for the question mark',
      sql: `SELECT time, service, version, level, message, method, route, name, status, outcome, ms, error
FROM ${table}
WHERE ${lastDay} AND trace_id = ?
ORDER BY time
LIMIT 1000`,
    },
    {
      name: 'errors-by-release',
      description:
        'What each version of each service says went wrong, the most frequent first: what a release brought',
      sql: `SELECT service, version, message, route, count(*) AS times, min(time) AS first, max(time) AS latest,
  arbitrary(trace_id) AS example
FROM ${table}
WHERE ${lastDay} AND (level = 'error' OR status >= 500)
GROUP BY 1, 2, 3, 4
ORDER BY 5 DESC
LIMIT 200`,
    },
    {
      name: 'slowest-by-release',
      description:
        'How long requests took, by route and version: the median, and what one in a hundred waits at least',
      sql: `SELECT service, version, method, route, count(*) AS requests, approx_percentile(ms, 0.5) AS median,
  approx_percentile(ms, 0.99) AS p99, max_by(trace_id, ms) AS slowest
FROM ${table}
WHERE ${lastDay} AND message = 'request'
GROUP BY 1, 2, 3, 4
ORDER BY p99 DESC
LIMIT 200`,
    },
  ];
}
