import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from '@jest/globals';
import { firingIn } from '../../../pipeline/operations/firing.ts';

const tells = ['arn:aws:sns:eu-central-1:000000000000:prod-pages'];
const pages = [
  {
    MetricAlarms: [
      { AlarmName: 'prod/orders/5xx-blue', AlarmActions: tells },
      { AlarmName: 'prod/orders/availability-burning-5m', AlarmActions: [] },
    ],
    NextToken: 'more',
  },
  { CompositeAlarms: [{ AlarmName: 'prod/orders/availability-burning', AlarmActions: tells }] },
];

/** Answers page after page. */
function cloudwatch(): Pick<CloudWatchClient, 'send'> {
  const left = [...pages];
  return { send: async () => left.shift() } as Pick<CloudWatchClient, 'send'>;
}

describe('what fires in a stage', () => {
  it('is named from every page, and not the windows that an alarm is made of', async () => {
    expect(await firingIn(cloudwatch(), 'prod')).toEqual([
      'prod/orders/5xx-blue',
      'prod/orders/availability-burning',
    ]);
  });
});
