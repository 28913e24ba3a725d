import { LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { mostLogGroups } from '../queries/saved-queries.ts';
import type { SavedQuery } from '../queries/saved-query.ts';
import { panelHeight } from './graph.ts';
import type { Panel } from './panel.ts';

export interface TableProps {
  readonly query: SavedQuery;
  readonly region: string;
  readonly logGroups: readonly string[];
}

/** The answer of a saved query. CloudWatch reads the logs of the shown time anew each time somebody looks. */
export function table({ query, region, logGroups }: TableProps): Panel {
  return (width) =>
    new LogQueryWidget({
      title: query.asks,
      region,
      width,
      height: panelHeight,
      logGroupNames: logGroups.slice(0, mostLogGroups),
      queryString: query.query,
    });
}
