import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { DatabaseSettings } from '../../platform/stage/data.ts';

type InsightsProps = Pick<
  rds.DatabaseInstanceNewProps,
  | 'enablePerformanceInsights'
  | 'databaseInsightsMode'
  | 'performanceInsightRetention'
  | 'performanceInsightEncryptionKey'
>;

/** Which statements the database spends its time on: a week of it, or fifteen months and why they waited. */
export function databaseInsights(insights: DatabaseSettings['insights'], key: kms.IKey): InsightsProps {
  if ('none' in insights) return { enablePerformanceInsights: false };
  const advanced = insights.mode === 'advanced';
  return {
    enablePerformanceInsights: true,
    databaseInsightsMode: advanced ? rds.DatabaseInsightsMode.ADVANCED : rds.DatabaseInsightsMode.STANDARD,
    // Of each mode the only one that its price includes.
    performanceInsightRetention: advanced
      ? rds.PerformanceInsightRetention.MONTHS_15
      : rds.PerformanceInsightRetention.DEFAULT,
    // Statements have values in them.
    performanceInsightEncryptionKey: key,
  };
}
