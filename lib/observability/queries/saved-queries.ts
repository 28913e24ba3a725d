import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { SavedQuery } from './saved-query.ts';

/** As many logs as one query may read. */
export const mostLogGroups = 50;

export interface SavedQueriesProps {
  /** Where the console lists them: `shoal/dev/catalog`. */
  readonly folder: string;
  readonly queries: readonly SavedQuery[];
  readonly logGroups: readonly string[];
}

/** Queries that wait in Logs Insights, in a folder of their own. They cost nothing until somebody asks one. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { folder, queries, logGroups }: SavedQueriesProps) {
    super(scope, id);
    const parts = partsOf(logGroups);
    for (const { name, query } of queries) {
      for (const [index, part] of parts.entries()) {
        const which = parts.length === 1 ? '' : ` (${index + 1} of ${parts.length})`;
        new CfnQueryDefinition(this, `${name}${which}`.replaceAll(/\W/g, ''), {
          name: `${folder}/${name}${which}`,
          logGroupNames: [...part],
          queryString: query,
        });
      }
    }
  }
}

/** Lists of logs that one query each can read. */
export function partsOf(logGroups: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(logGroups.length / mostLogGroups) }, (_, part) =>
    logGroups.slice(part * mostLogGroups, (part + 1) * mostLogGroups),
  );
}
