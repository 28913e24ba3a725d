import { pages } from './pages.ts';
import type { PriceTable } from './price.ts';

/** Ireland, where prod's far copies are: only what such a stack holds. */
export const euWest1: PriceTable = {
  'key.month': { usd: 1, per: 'month', usageType: 'eu-west-1-KMS-Keys', page: pages.kms, evidence: 'known' },
  'alarm.metric': {
    usd: 0.1,
    per: 'month',
    usageType: 'EU-CW:AlarmMonitorUsage',
    page: pages.cloudwatch,
    evidence: 'known',
  },
  'backup.stored': {
    usd: 0.095,
    per: 'GB-month',
    usageType: 'EU-WarmStorage-ByteHrs-RDS',
    page: pages.backup,
    evidence: 'known',
  },
};
