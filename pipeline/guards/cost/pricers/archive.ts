import { byRequests, fixed } from '../charge.ts';
import { compressed } from '../compressed.ts';
import type { Priced, Pricers } from '../pricer.ts';
import { hoursOfMonth, type Prices } from '../prices/prices.ts';
import { numberAt } from '../property.ts';
import { gbOfMillion, million, traffic } from '../traffic.ts';
import { storingOf } from './storing.ts';

/** What is sent at once is billed as this much at least. */
const leastKb = 5;
const kbOfGb = 1024 * 1024;

/** Each task writes a line a minute of what it measures, if nothing else. */
const recordsOfTask = 60 * hoursOfMonth;

export const archivePricers: Pricers = {
  'AWS::KinesisFirehose::DeliveryStream': ({ resource: { properties }, estate, prices }) => {
    const tasks = estate
      .ofType('AWS::ECS::Service')
      .reduce((sum, service) => sum + estate.tasksOf(service).awake, 0);
    const seconds =
      numberAt(properties, 'ExtendedS3DestinationConfiguration.BufferingHints.IntervalInSeconds') ?? 300;
    const files = (hoursOfMonth * 3600) / seconds;
    return [
      fixed(
        { group: 'logs', what: `lines of ${Math.round(tasks)} tasks to the archive, one a minute` },
        ((tasks * recordsOfTask * leastKb) / kbOfGb) * takingOf(prices),
      ),
      fixed(
        { group: 'logs', what: `${Math.round(files)} files in the archive` },
        (files / million) * prices.of('s3.written'),
      ),
      byRequests(
        { group: 'logs', what: 'the lines of each request, to the archive' },
        gbOfMillion(traffic.serviceLogKb) * takingOf(prices),
      ),
    ];
  },
};

/** What archiving adds to each GB of a log: taking it there, and keeping it, where a filter hands it on. */
export function archivingOf({ resource, estate, prices }: Priced): number {
  const isHandedOn = estate
    .beside(resource, 'AWS::Logs::SubscriptionFilter')
    .some(({ properties }) => JSON.stringify(properties.LogGroupName ?? '').includes(resource.id));
  const [stream] = estate.ofType('AWS::KinesisFirehose::DeliveryStream');
  if (!isHandedOn || stream === undefined) return 0;
  const [bucket] = estate.beside(stream, 'AWS::S3::Bucket');
  const storing = bucket === undefined ? 0 : storingOf(bucket.properties, prices).usd;
  return takingOf(prices) + compressed * storing;
}

/** What comes is billed compressed, in packets that are rounded up, which takes back what that saves. */
function takingOf(prices: Prices): number {
  return prices.of('stream.ingested') + prices.of('stream.decompressed');
}
