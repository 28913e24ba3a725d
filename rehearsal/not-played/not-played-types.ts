/** A resource type that templates hold and no plane plays, and why that is no loss here. */
export interface NotPlayedType {
  readonly reason: string;
  /** What `Ref` looks like: `vpc-…` for a prefix, or the resource's name. */
  readonly ref: { readonly prefix: string } | { readonly name: string } | 'generated name';
}

const network = 'everything here shares one loopback network';
const logsOfBalancers = 'the balancer writes no logs here that could be asked';
const permissions = 'nothing here asks for permission';
const encryption = 'data here is not encrypted at rest';
const images = 'images are folders here';
const screens = 'no console stands here that would show it';
const copies = 'the data here is thrown away or kept as its folder';
const pipelines =
  'nothing here starts by a push or by the clock; `npx shoal pipeline run` plays it when asked';
const watchers = 'nobody here is to be watched';

export const notPlayedTypes: Readonly<Record<string, NotPlayedType>> = {
  'AWS::Athena::NamedQuery': { reason: logsOfBalancers, ref: 'generated name' },
  'AWS::Athena::WorkGroup': { reason: logsOfBalancers, ref: { name: 'Name' } },
  'AWS::Backup::BackupPlan': { reason: copies, ref: 'generated name' },
  'AWS::Backup::BackupSelection': { reason: copies, ref: 'generated name' },
  'AWS::Backup::BackupVault': { reason: copies, ref: { name: 'BackupVaultName' } },
  'AWS::Backup::RestoreTestingPlan': { reason: copies, ref: { name: 'RestoreTestingPlanName' } },
  'AWS::Backup::RestoreTestingSelection': { reason: copies, ref: 'generated name' },
  'AWS::Budgets::Budget': { reason: 'nothing here costs anything', ref: 'generated name' },
  'AWS::CloudTrail::Trail': { reason: watchers, ref: { name: 'TrailName' } },
  'AWS::CloudWatch::Dashboard': { reason: screens, ref: { name: 'DashboardName' } },
  'AWS::CodeBuild::Project': { reason: pipelines, ref: { name: 'Name' } },
  'AWS::CodePipeline::Pipeline': { reason: pipelines, ref: { name: 'Name' } },
  'AWS::Config::ConfigRule': { reason: watchers, ref: { name: 'ConfigRuleName' } },
  'AWS::Config::ConfigurationRecorder': { reason: watchers, ref: { name: 'Name' } },
  'AWS::Config::DeliveryChannel': { reason: watchers, ref: { name: 'Name' } },
  'AWS::EC2::EIP': { reason: network, ref: { prefix: '203.0.113.' } },
  'AWS::EC2::EIPAssociation': { reason: network, ref: { prefix: 'eipassoc-' } },
  'AWS::EC2::FlowLog': { reason: network, ref: { prefix: 'fl-' } },
  'AWS::EC2::Instance': {
    reason: 'an instance is only the way out of the network, and here no way is needed',
    ref: { prefix: 'i-' },
  },
  'AWS::EC2::InternetGateway': { reason: network, ref: { prefix: 'igw-' } },
  'AWS::EC2::NatGateway': { reason: network, ref: { prefix: 'nat-' } },
  'AWS::EC2::NetworkAcl': { reason: network, ref: { prefix: 'acl-' } },
  'AWS::EC2::NetworkAclEntry': { reason: network, ref: 'generated name' },
  'AWS::EC2::Route': { reason: network, ref: { prefix: 'route-' } },
  'AWS::EC2::RouteTable': { reason: network, ref: { prefix: 'rtb-' } },
  'AWS::EC2::SecurityGroup': { reason: network, ref: { prefix: 'sg-' } },
  'AWS::EC2::SecurityGroupEgress': { reason: network, ref: { prefix: 'sgr-' } },
  'AWS::EC2::SecurityGroupIngress': { reason: network, ref: { prefix: 'sgr-' } },
  'AWS::EC2::Subnet': { reason: network, ref: { prefix: 'subnet-' } },
  'AWS::EC2::SubnetNetworkAclAssociation': { reason: network, ref: { prefix: 'aclassoc-' } },
  'AWS::EC2::SubnetRouteTableAssociation': { reason: network, ref: { prefix: 'rtbassoc-' } },
  'AWS::EC2::VPC': { reason: network, ref: { prefix: 'vpc-' } },
  'AWS::EC2::VPCEndpoint': { reason: network, ref: { prefix: 'vpce-' } },
  'AWS::EC2::VPCGatewayAttachment': { reason: network, ref: { prefix: 'igw-attach-' } },
  'AWS::ECR::PullThroughCacheRule': { reason: images, ref: { name: 'EcrRepositoryPrefix' } },
  'AWS::ECR::RegistryScanningConfiguration': { reason: images, ref: 'generated name' },
  'AWS::ECR::ReplicationConfiguration': { reason: images, ref: 'generated name' },
  'AWS::ECR::Repository': { reason: images, ref: { name: 'RepositoryName' } },
  'AWS::ECR::RepositoryCreationTemplate': { reason: images, ref: { name: 'Prefix' } },
  'AWS::ECR::SigningConfiguration': { reason: images, ref: 'generated name' },
  'AWS::Events::Rule': { reason: 'no AWS service here puts events on a bus', ref: { name: 'Name' } },
  'AWS::Glue::Database': { reason: logsOfBalancers, ref: 'generated name' },
  'AWS::Glue::Table': { reason: logsOfBalancers, ref: 'generated name' },
  'AWS::GuardDuty::Detector': { reason: watchers, ref: 'generated name' },
  'AWS::IAM::InstanceProfile': { reason: permissions, ref: { name: 'InstanceProfileName' } },
  'AWS::IAM::ManagedPolicy': { reason: permissions, ref: { name: 'ManagedPolicyName' } },
  'AWS::IAM::Policy': { reason: permissions, ref: { name: 'PolicyName' } },
  'AWS::IAM::Role': { reason: permissions, ref: { name: 'RoleName' } },
  'AWS::KMS::Alias': { reason: encryption, ref: { name: 'AliasName' } },
  'AWS::KMS::Key': { reason: encryption, ref: 'generated name' },
  'AWS::KinesisFirehose::DeliveryStream': {
    reason: 'logs here stay where they are written',
    ref: { name: 'DeliveryStreamName' },
  },
  'AWS::Logs::LogStream': {
    reason: 'a log here has a stream as soon as one writes',
    ref: { name: 'LogStreamName' },
  },
  'AWS::Logs::QueryDefinition': { reason: screens, ref: 'generated name' },
  'AWS::Logs::ResourcePolicy': { reason: permissions, ref: { name: 'PolicyName' } },
  'AWS::Logs::SubscriptionFilter': {
    reason: 'logs here stay where they are written',
    ref: { name: 'FilterName' },
  },
  'AWS::S3::BucketPolicy': { reason: permissions, ref: 'generated name' },
  'AWS::Signer::SigningProfile': { reason: images, ref: { name: 'ProfileName' } },
  'AWS::Synthetics::Canary': {
    reason: 'nothing here runs by the clock of Synthetics; a test walks its journey',
    ref: { name: 'Name' },
  },
  'AWS::WAFv2::IPSet': { reason: 'requests here come from this machine alone', ref: 'generated name' },
  'AWS::WAFv2::LoggingConfiguration': {
    reason: 'requests here come from this machine alone',
    ref: 'generated name',
  },
  'AWS::WAFv2::WebACL': { reason: 'requests here come from this machine alone', ref: 'generated name' },
  'AWS::WAFv2::WebACLAssociation': {
    reason: 'requests here come from this machine alone',
    ref: 'generated name',
  },
  'Custom::VpcRestrictDefaultSG': { reason: network, ref: 'generated name' },
};
