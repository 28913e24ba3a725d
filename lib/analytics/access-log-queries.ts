import type { LogQuery } from './log-query.ts';

const lastDay = `day >= date_format(current_timestamp - interval '1' day, '%Y/%m/%d')
  AND from_iso8601_timestamp(time) > current_timestamp - interval '1' day`;

/** `dev-catalog-blue`, of the ARN of a target group. */
const colour = "regexp_extract(target_group_arn, 'targetgroup/([^/]+)/', 1)";
/** The path without its ids, so that requests for different things add up. */
const route = "regexp_replace(url_extract_path(request_url), '/[0-9a-fA-F-]{8,}|/[0-9]+', '/:id')";

/** What is asked of the access logs when something is wrong. */
export function accessLogQueries(table: string): readonly LogQuery[] {
  return [
    {
      name: 'errors-by-colour',
      description:
        'Server errors by minute and colour: whether they began with a release, and in which service',
      sql: `SELECT substr(time, 1, 16) AS minute, ${colour} AS colour, elb_status_code, count(*) AS requests
FROM ${table}
WHERE ${lastDay} AND elb_status_code >= 500
GROUP BY 1, 2, 3
ORDER BY 1 DESC, 4 DESC
LIMIT 500`,
    },
    {
      name: 'unanswered',
      description: 'Requests that the balancer answered itself because no task did: 502, 503 and 504',
      sql: `SELECT time, face, ${colour} AS colour, target_ip, elb_status_code, request_verb, request_url,
  target_processing_time, trace_id
FROM ${table}
WHERE ${lastDay} AND elb_status_code IN (502, 503, 504) AND target_status_code = '-'
ORDER BY time DESC
LIMIT 500`,
    },
    {
      name: 'slowest-routes',
      description: 'How long tasks took, by route: the median, and what one in a hundred waits at least',
      sql: `SELECT ${colour} AS colour, request_verb, ${route} AS route, count(*) AS requests,
  approx_percentile(target_processing_time, 0.5) AS median,
  approx_percentile(target_processing_time, 0.99) AS p99
FROM ${table}
WHERE ${lastDay} AND target_processing_time >= 0
GROUP BY 1, 2, 3
ORDER BY p99 DESC
LIMIT 100`,
    },
    {
      name: 'client-errors',
      description:
        'What clients are refused, by route and status: a broken link, a form that misleads, a guess',
      sql: `SELECT ${colour} AS colour, request_verb, ${route} AS route, elb_status_code, count(*) AS requests,
  count(DISTINCT client_ip) AS clients, approx_percentile(received_bytes, 0.5) AS bytes, max(time) AS latest
FROM ${table}
WHERE ${lastDay} AND elb_status_code BETWEEN 400 AND 499
GROUP BY 1, 2, 3, 4
ORDER BY 5 DESC
LIMIT 200`,
    },
    {
      name: 'traffic-by-hour',
      description: 'How many ask, and what they are answered, hour by hour at both doors',
      sql: `SELECT substr(time, 1, 13) AS hour, face, count(*) AS requests,
  count_if(elb_status_code BETWEEN 400 AND 499) AS refused, count_if(elb_status_code >= 500) AS failed,
  approx_percentile(target_processing_time, 0.99) AS p99, sum(sent_bytes) AS sent
FROM ${table}
WHERE ${lastDay}
GROUP BY 1, 2
ORDER BY 1 DESC, 2
LIMIT 100`,
    },
    {
      name: 'busiest-addresses',
      description: 'Who asks most at the public door, and how much of it is refused',
      sql: `SELECT client_ip, count(*) AS requests, count_if(elb_status_code IN (401, 403, 429)) AS refused,
  count(DISTINCT user_agent) AS agents, min(time) AS first, max(time) AS last
FROM ${table}
WHERE ${lastDay} AND face = 'public'
GROUP BY 1
ORDER BY 2 DESC
LIMIT 100`,
    },
    {
      name: 'old-tls',
      description: 'Who still speaks a version of TLS before 1.3 at the public door',
      sql: `SELECT ssl_protocol, ssl_cipher, user_agent, count(*) AS requests
FROM ${table}
WHERE ${lastDay} AND face = 'public' AND ssl_protocol NOT IN ('TLSv1.3', '-')
GROUP BY 1, 2, 3
ORDER BY 4 DESC
LIMIT 100`,
    },
  ];
}
