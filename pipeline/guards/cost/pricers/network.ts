import { byLogs, byRequests, during, fixed } from '../charge.ts';
import { counted } from '../counted.ts';
import type { Pricers } from '../pricer.ts';
import { hoursOfMonth, type Prices } from '../prices/prices.ts';
import { isTrue, listAt, numberAt, recordsAt, textAt } from '../property.ts';
import type { Properties } from '../stack.ts';
import { gbOfMillion, million, traffic } from '../traffic.ts';

const group = 'addresses and ways out';
/** What EC2 reports each minute of an instance that is monitored in detail. */
const detailedMetrics = 7;

export const networkPricers: Pricers = {
  'AWS::EC2::EIP': ({ prices }) => [
    fixed({ group, what: 'public IPv4 address' }, prices.of('address.public') * hoursOfMonth),
  ],
  'AWS::EC2::NatGateway': ({ prices }) => [
    fixed({ group, what: 'gateway' }, prices.of('nat.gateway') * hoursOfMonth),
  ],
  'AWS::EC2::VPCEndpoint': ({ resource: { properties }, prices }) => {
    const kind = textAt(properties, 'VpcEndpointType') ?? 'Gateway';
    if (kind === 'Gateway') return [];
    const zones = listAt(properties, 'SubnetIds').length;
    const hourly = zones * prices.of('endpoint.interface');
    return [fixed({ group, what: `interface endpoint in ${counted(zones, 'zone')}` }, hourly * hoursOfMonth)];
  },
  'AWS::EC2::Instance': ({ resource, estate, prices }) => {
    const { properties } = resource;
    const runs = estate.runningOf(resource);
    const kind = textAt(properties, 'InstanceType') ?? '';
    const volumes = recordsAt(properties, 'BlockDeviceMappings').map((volume) => ({
      gb: numberAt(volume, 'Ebs.VolumeSize') ?? 8,
      kind: textAt(volume, 'Ebs.VolumeType') ?? 'gp2',
    }));
    return [
      during({ group, what: `instance ${kind}` }, prices.of(`instance.${kind}`) * hoursOfMonth, runs),
      ...volumes.map((volume) =>
        fixed({ group, what: `its disk of ${volume.gb} GB` }, volume.gb * prices.of(`volume.${volume.kind}`)),
      ),
      ...(isTrue(properties, 'Monitoring')
        ? [
            during(
              { group, what: `its ${detailedMetrics} metrics each minute` },
              detailedMetrics * prices.of('metric.custom'),
              runs,
            ),
          ]
        : []),
    ];
  },
  'AWS::EC2::FlowLog': ({ resource: { properties }, prices }) =>
    textAt(properties, 'LogDestinationType') === 's3'
      ? [
          byLogs({ group: 'logs', what: 'delivery to S3' }, prices.of('logs.to-s3')),
          fixed({ group: 'logs', what: 'a file each five minutes' }, monthOfFiles(prices)),
        ]
      : [],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ resource: { properties }, prices }) => {
    const kind = textAt(properties, 'Type') ?? 'application';
    const zones = Math.max(listAt(properties, 'Subnets').length, listAt(properties, 'SubnetMappings').length);
    const isPublic = textAt(properties, 'Scheme') !== 'internal';
    const calls = isPublic ? 1 : traffic.internalCalls;
    return [
      fixed(
        { group: 'load balancers', what: `${kind} balancer` },
        prices.of(`balancer.${kind}`) * hoursOfMonth,
      ),
      ...(isPublic
        ? [
            fixed(
              { group, what: `public IPv4 addresses of the balancer in ${counted(zones, 'zone')}` },
              zones * prices.of('address.public') * hoursOfMonth,
            ),
            byRequests(
              { group, what: `${traffic.answerKb} kB of each answer to the internet` },
              gbOfMillion(traffic.answerKb) * prices.of('traffic.out'),
            ),
          ]
        : []),
      ...(logsOf(properties) === 0
        ? []
        : [
            fixed(
              {
                group: 'logs',
                what: `a file each five minutes of ${counted(logsOf(properties), 'log')} in ${counted(zones, 'zone')}`,
              },
              logsOf(properties) * zones * monthOfFiles(prices),
            ),
          ]),
      byRequests(
        { group: 'load balancers', what: 'capacity units' },
        calls * capacityOfMillion() * prices.of('balancer.capacity'),
      ),
    ];
  },
};

/** Access, connection and health-check logs are written apart, by the balancer's node in each zone. */
function logsOf(properties: Properties): number {
  return recordsAt(properties, 'LoadBalancerAttributes').filter(
    (attribute) =>
      textAt(attribute, 'Key')?.endsWith('_logs.s3.enabled') === true &&
      textAt(attribute, 'Value') === 'true',
  ).length;
}

/** What it costs to write one file each five minutes, whatever is in it. */
function monthOfFiles(prices: Prices): number {
  return (12 * hoursOfMonth * prices.of('s3.written')) / million;
}

/** A unit is 25 new connections a second or a gigabyte an hour, and the larger of them is billed. */
function capacityOfMillion(): number {
  const byConnections = million / traffic.requestsPerConnection / (25 * 3600);
  return Math.max(byConnections, gbOfMillion(traffic.answerKb));
}
