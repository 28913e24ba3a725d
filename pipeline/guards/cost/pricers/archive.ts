import { byLogs, byRequests, fixed } from '../charge.ts';
import type { Pricers } from '../pricer.ts';
import { hoursOfMonth } from '../prices/prices.ts';
import { numberAt } from '../property.ts';
import { gbOfMillion, million, traffic } from '../traffic.ts';

/** What is sent at once is billed as this much at least. */
const leastKb = 5;
const kbOfGb = 1024 * 1024;

/** Each task writes a line a minute of what it measures, if nothing else. */
const recordsOfTask = 60 * hoursOfMonth;

export const archivePricers: Pricers = {
  'AWS::KinesisFirehose::DeliveryStream': ({ resource: { properties }, estate, prices }) => {
    const perGb = prices.of('stream.ingested') + prices.of('stream.decompressed');
    const tasks = estate
      .ofType('AWS::ECS::Service')
      .reduce((sum, service) => sum + estate.tasksOf(service).awake, 0);
    const seconds =
      numberAt(properties, 'ExtendedS3DestinationConfiguration.BufferingHints.IntervalInSeconds') ?? 300;
    const files = (hoursOfMonth * 3600) / seconds;
    return [
      fixed(
        { group: 'logs', what: `lines of ${Math.round(tasks)} tasks to the archive, one a minute` },
        ((tasks * recordsOfTask * leastKb) / kbOfGb) * perGb,
      ),
      fixed(
        { group: 'logs', what: `${Math.round(files)} files in the archive` },
        (files / million) * prices.of('s3.written'),
      ),
      byRequests(
        { group: 'logs', what: 'the lines of each request, to the archive' },
        gbOfMillion(traffic.serviceLogKb) * perGb,
      ),
      byLogs({ group: 'logs', what: 'each GB that is taken to the archive' }, perGb),
    ];
  },
};
