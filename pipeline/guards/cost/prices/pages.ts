import type { Page } from './price.ts';

/** Where AWS publishes its prices, by service. */
export const pages = {
  backup: 'https://aws.amazon.com/backup/pricing/',
  cloudtrail: 'https://aws.amazon.com/cloudtrail/pricing/',
  cloudwatch: 'https://aws.amazon.com/cloudwatch/pricing/',
  codebuild: 'https://aws.amazon.com/codebuild/pricing/',
  config: 'https://aws.amazon.com/config/pricing/',
  ebs: 'https://aws.amazon.com/ebs/pricing/',
  ec2: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  ecr: 'https://aws.amazon.com/ecr/pricing/',
  elasticache: 'https://aws.amazon.com/elasticache/pricing/',
  elb: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  firehose: 'https://aws.amazon.com/firehose/pricing/',
  fargate: 'https://aws.amazon.com/fargate/pricing/',
  guardduty: 'https://aws.amazon.com/guardduty/pricing/',
  inspector: 'https://aws.amazon.com/inspector/pricing/',
  kms: 'https://aws.amazon.com/kms/pricing/',
  privatelink: 'https://aws.amazon.com/privatelink/pricing/',
  rds: 'https://aws.amazon.com/rds/mysql/pricing/',
  route53: 'https://aws.amazon.com/route53/pricing/',
  s3: 'https://aws.amazon.com/s3/pricing/',
  secrets: 'https://aws.amazon.com/secrets-manager/pricing/',
  systemsManager: 'https://aws.amazon.com/systems-manager/pricing/',
  vpc: 'https://aws.amazon.com/vpc/pricing/',
  xray: 'https://aws.amazon.com/xray/pricing/',
  waf: 'https://aws.amazon.com/waf/pricing/',
} as const satisfies Readonly<Record<string, Page>>;
