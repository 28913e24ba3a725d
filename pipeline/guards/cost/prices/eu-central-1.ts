import { pages } from './pages.ts';
import type { Evidence, Page, Price, PriceTable } from './price.ts';

function of(page: Page) {
  return (usd: number, per: string, usageType: string, evidence: Evidence = 'known'): Price => ({
    usd,
    per,
    usageType,
    page,
    evidence,
  });
}

const fargate = of(pages.fargate);
const elb = of(pages.elb);
const vpc = of(pages.vpc);
const ec2 = of(pages.ec2);
const rds = of(pages.rds);
const cache = of(pages.elasticache);
const watch = of(pages.cloudwatch);

/**
 * Frankfurt, in USD at list price, without taxes, free tiers and savings plans. What is marked as seen comes from these:
 * a bill of this region for June 2026 that somebody published, by usage type, divided by the hours of that month (the
 * balancer, addresses, Fargate on arm64 and on Spot, `db.t4g.micro` and its storage, keys, secrets, metrics, the zone);
 * rates that others quoted from the Price List on 2026-07-07 and 2026-09-09 (Fargate on x86, endpoints); a published
 * book of list prices of 2026-03-26 (logs, dashboards).
 */
export const euCentral1: PriceTable = {
  'fargate.x86.vcpu': fargate(0.04656, 'hour', 'EUC1-Fargate-vCPU-Hours:perCPU', 'seen'),
  'fargate.x86.gb': fargate(0.00511, 'hour', 'EUC1-Fargate-GB-Hours', 'seen'),
  'fargate.arm64.vcpu': fargate(0.03725, 'hour', 'EUC1-Fargate-ARM-vCPU-Hours:perCPU', 'seen'),
  'fargate.arm64.gb': fargate(0.00409, 'hour', 'EUC1-Fargate-ARM-GB-Hours', 'seen'),
  // Spot follows demand: 70 % below on-demand is what it has been for years.
  'fargate.arm64.spot.vcpu': fargate(0.01139, 'hour', 'EUC1-SpotUsage-Fargate-ARM-vCPU-Hours:perCPU', 'seen'),
  'fargate.arm64.spot.gb': fargate(0.00125, 'hour', 'EUC1-SpotUsage-Fargate-ARM-GB-Hours', 'seen'),
  'fargate.x86.spot.vcpu': fargate(0.01397, 'hour', 'EUC1-SpotUsage-Fargate-vCPU-Hours:perCPU', 'derived'),
  'fargate.x86.spot.gb': fargate(0.00153, 'hour', 'EUC1-SpotUsage-Fargate-GB-Hours', 'derived'),
  'fargate.storage': fargate(0.000127, 'GB-hour', 'EUC1-Fargate-EphemeralStorage-GB-Hours', 'derived'),

  'balancer.application': elb(0.027, 'hour', 'EUC1-LoadBalancerUsage', 'seen'),
  'balancer.network': elb(0.027, 'hour', 'EUC1-LoadBalancerUsage'),
  'balancer.capacity': elb(0.008, 'LCU-hour', 'EUC1-LCUUsage'),

  'address.public': vpc(0.005, 'hour', 'EUC1-PublicIPv4:InUseAddress', 'seen'),
  'nat.gateway': vpc(0.052, 'hour', 'EUC1-NatGateway-Hours'),
  'nat.gateway.gb': vpc(0.052, 'GB', 'EUC1-NatGateway-Bytes'),
  'endpoint.interface': of(pages.privatelink)(0.012, 'hour', 'EUC1-VpcEndpoint-Hours', 'seen'),
  'endpoint.interface.gb': of(pages.privatelink)(0.01, 'GB', 'EUC1-VpcEndpoint-Bytes', 'seen'),
  'traffic.out': ec2(0.09, 'GB', 'EUC1-DataTransfer-Out-Bytes'),
  'traffic.zones': ec2(0.02, 'GB', 'EUC1-DataTransfer-Regional-Bytes'),

  'instance.t4g.nano': ec2(0.0048, 'hour', 'EUC1-BoxUsage:t4g.nano'),
  'instance.t4g.micro': ec2(0.0096, 'hour', 'EUC1-BoxUsage:t4g.micro'),
  'instance.t4g.small': ec2(0.0192, 'hour', 'EUC1-BoxUsage:t4g.small'),
  'instance.t4g.medium': ec2(0.0384, 'hour', 'EUC1-BoxUsage:t4g.medium'),
  'volume.gp3': of(pages.ebs)(0.0952, 'GB-month', 'EUC1-EBS:VolumeUsage.gp3'),
  'volume.gp2': of(pages.ebs)(0.119, 'GB-month', 'EUC1-EBS:VolumeUsage.gp2'),

  'database.t4g.micro': rds(0.019, 'hour', 'EUC1-InstanceUsage:db.t4g.micro', 'seen'),
  'database.t4g.small': rds(0.037, 'hour', 'EUC1-InstanceUsage:db.t4g.small'),
  'database.t4g.medium': rds(0.075, 'hour', 'EUC1-InstanceUsage:db.t4g.medium'),
  'database.t4g.large': rds(0.15, 'hour', 'EUC1-InstanceUsage:db.t4g.large'),
  'database.m8g.large': rds(0.213, 'hour', 'EUC1-InstanceUsage:db.m8g.large', 'derived'),
  'database.r7g.large': rds(0.285, 'hour', 'EUC1-InstanceUsage:db.r7g.large', 'derived'),
  'database.r8g.large': rds(0.286, 'hour', 'EUC1-InstanceUsage:db.r8g.large', 'derived'),
  'database.r8g.xlarge': rds(0.572, 'hour', 'EUC1-InstanceUsage:db.r8g.xl', 'derived'),
  'database.r8g.2xlarge': rds(1.144, 'hour', 'EUC1-InstanceUsage:db.r8g.2xl', 'derived'),
  'database.storage.gp3': rds(0.137, 'GB-month', 'EUC1-RDS:GP3-Storage', 'seen'),
  'database.storage.gp2': rds(0.137, 'GB-month', 'EUC1-RDS:GP2-Storage'),
  'database.backup': rds(0.103, 'GB-month', 'EUC1-RDS:ChargedBackupUsage'),
  'database.proxy': of('https://aws.amazon.com/rds/proxy/pricing/')(
    0.018,
    'vCPU-hour',
    'EUC1-RDS:ProxyUsage',
    'derived',
  ),
  'database.insights.advanced': watch(0.0144, 'vCPU-hour', 'EUC1-DatabaseInsights', 'derived'),

  // Virginia's prices of 2026-10-02 for Valkey, a fifth below Redis OSS, by the ratio of Frankfurt's for Redis OSS.
  'cache.t4g.micro': cache(0.0144, 'hour', 'EUC1-NodeUsage:cache.t4g.micro', 'derived'),
  'cache.t4g.small': cache(0.0288, 'hour', 'EUC1-NodeUsage:cache.t4g.small', 'derived'),
  'cache.t4g.medium': cache(0.0584, 'hour', 'EUC1-NodeUsage:cache.t4g.medium', 'derived'),
  'cache.m7g.large': cache(0.148, 'hour', 'EUC1-NodeUsage:cache.m7g.large', 'derived'),
  'cache.r7g.large': cache(0.2104, 'hour', 'EUC1-NodeUsage:cache.r7g.large', 'derived'),
  'cache.r7g.xlarge': cache(0.4208, 'hour', 'EUC1-NodeUsage:cache.r7g.xlarge', 'derived'),
  'cache.backup': cache(0.085, 'GB-month', 'EUC1-BackupUsage'),

  'firewall.list': of(pages.waf)(5, 'month', 'EUC1-WebACLV2'),
  'firewall.rule': of(pages.waf)(1, 'month', 'EUC1-RuleV2'),
  'firewall.requests': of(pages.waf)(0.6, 'million requests', 'EUC1-RequestV2-Tier1'),

  'key.month': of(pages.kms)(1, 'month', 'eu-central-1-KMS-Keys', 'seen'),
  'secret.month': of(pages.secrets)(0.4, 'month', 'EUC1-AWSSecretsManager-Secrets', 'seen'),
  'parameter.advanced': of(pages.systemsManager)(0.05, 'month', 'EUC1-PS-Advanced-Param-Tier1'),
  'configuration.requests': of(pages.systemsManager)(0.2, 'million requests', 'EUC1-AppConfig-Requests'),
  'zone.hosted': of(pages.route53)(0.5, 'month', 'HostedZone', 'seen'),

  'alarm.metric': watch(0.1, 'month', 'EUC1-CW:AlarmMonitorUsage'),
  'alarm.metric.fast': watch(0.3, 'month', 'EUC1-CW:HighResAlarmMonitorUsage'),
  'alarm.composite': watch(0.5, 'month', 'EUC1-CW:CompositeAlarmMonitorUsage'),
  'metric.custom': watch(0.3, 'month', 'EUC1-CW:MetricMonitorUsage', 'seen'),
  'metric.enhanced': watch(0.07, 'month', 'EUC1-CW:ContainerInsightsEcsEnhanced'),
  'dashboard.month': watch(3, 'month', 'DashboardsUsageHour', 'seen'),
  'canary.run': watch(0.0016, 'run', 'EUC1-CW:Canary-runs', 'derived'),
  'logs.ingested': watch(0.63, 'GB', 'EUC1-DataProcessing-Bytes', 'seen'),
  'logs.ingested.seldom': watch(0.315, 'GB', 'EUC1-DataProcessingIA-Bytes', 'derived'),
  'logs.to-s3': watch(0.315, 'GB', 'EUC1-S3-Egress-Bytes', 'derived'),
  'logs.stored': watch(0.0324, 'GB-month', 'EUC1-TimedStorage-ByteHrs'),
  'traces.recorded': of(pages.xray)(5, 'million traces', 'EUC1-XRay-TracesStored'),
  'stream.ingested': of(pages.firehose)(0.033, 'GB', 'EUC1-BilledBytes', 'derived'),
  'stream.decompressed': of(pages.firehose)(0.0037, 'GB', 'EUC1-DecompressedBytes', 'derived'),
  's3.written': of(pages.s3)(5.4, 'million objects', 'EUC1-Requests-Tier1'),
  's3.stored': of(pages.s3)(0.0245, 'GB-month', 'EUC1-TimedStorage-ByteHrs'),
  's3.stored.cold': of(pages.s3)(0.005, 'GB-month', 'EUC1-TimedStorage-GIR-ByteHrs'),
  'images.stored': of(pages.ecr)(0.1, 'GB-month', 'EUC1-TimedStorage-ByteHrs'),
  'images.scanned': of(pages.inspector)(0.11, 'image', 'EUC1-InspectorEcrInitialScan'),
  'images.scanned.again': of(pages.inspector)(0.01, 'scan', 'EUC1-InspectorEcrRescan'),

  'pipelines.action': of(pages.codepipeline)(0.002, 'minute', 'EUC1-actionExecutionMinute'),
  'builds.arm64.small': of(pages.codebuild)(0.0034, 'minute', 'EUC1-Build-Min:ARM:g1.small'),

  'backup.stored': of(pages.backup)(0.103, 'GB-month', 'EUC1-WarmStorage-ByteHrs-RDS', 'derived'),
  'backup.copied': of(pages.backup)(0.02, 'GB', 'EUC1-CrossRegion-WarmBytes'),
  'backup.restore-test': of(pages.backup)(1.5, 'test', 'EUC1-RestoreTesting'),
  'threats.vcpu': of(pages.guardduty)(1.65, 'vCPU-month', 'EUC1-RuntimeMonitoring', 'derived'),
  'threats.events': of(pages.guardduty)(4.6, 'million events', 'EUC1-PaidEventsAnalyzed'),
  'drift.item': of(pages.config)(0.003, 'item', 'EUC1-ConfigurationItemRecorded'),
  'drift.evaluation': of(pages.config)(0.001, 'evaluation', 'EUC1-ConfigRuleEvaluations'),
  'trail.events': of(pages.cloudtrail)(1, 'million data events', 'EUC1-DataEventsRecorded'),
};
