/** A resource type that templates hold and no plane plays, and why that is no loss here. */
export interface NotPlayedType {
  readonly reason: string;
  /** What `Ref` looks like: `vpc-…` for a prefix, the resource's name, or its ARN. */
  readonly ref: { readonly prefix: string } | { readonly name: string } | 'arn' | 'generated name';
}

const network = 'everything here shares one loopback network';
const permissions = 'nothing here asks for permission';
const encryption = 'data here is not encrypted at rest';
const watching = 'no metric is kept here yet';
const scaling = 'the number of tasks is a choice here, not a measurement';
const buckets = 'nothing here writes to a bucket';

export const notPlayedTypes: Readonly<Record<string, NotPlayedType>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': { reason: scaling, ref: 'generated name' },
  'AWS::ApplicationAutoScaling::ScalingPolicy': { reason: scaling, ref: 'arn' },
  'AWS::AutoScaling::AutoScalingGroup': {
    reason: 'there are no instances here',
    ref: { name: 'AutoScalingGroupName' },
  },
  'AWS::AutoScaling::LifecycleHook': { reason: 'there are no instances here', ref: 'generated name' },
  'AWS::AutoScaling::ScheduledAction': { reason: 'there are no instances here', ref: 'generated name' },
  'AWS::Backup::BackupPlan': { reason: 'data here is not backed up', ref: 'generated name' },
  'AWS::Backup::BackupSelection': { reason: 'data here is not backed up', ref: 'generated name' },
  'AWS::Backup::BackupVault': { reason: 'data here is not backed up', ref: { name: 'BackupVaultName' } },
  'AWS::Budgets::Budget': { reason: 'nothing here costs money', ref: 'generated name' },
  'AWS::CDK::Metadata': { reason: 'it only tells AWS which constructs are used', ref: 'generated name' },
  'AWS::CertificateManager::Certificate': {
    reason: "certificates come from the rehearsal's own authority",
    ref: 'arn',
  },
  'AWS::CloudWatch::Alarm': { reason: watching, ref: { name: 'AlarmName' } },
  'AWS::CloudWatch::AnomalyDetector': { reason: watching, ref: 'generated name' },
  'AWS::CloudWatch::CompositeAlarm': { reason: watching, ref: { name: 'AlarmName' } },
  'AWS::CloudWatch::Dashboard': { reason: watching, ref: { name: 'DashboardName' } },
  'AWS::EC2::EIP': { reason: network, ref: { prefix: '203.0.113.' } },
  'AWS::EC2::EIPAssociation': { reason: network, ref: { prefix: 'eipassoc-' } },
  'AWS::EC2::FlowLog': { reason: network, ref: { prefix: 'fl-' } },
  'AWS::EC2::Instance': {
    reason: 'an instance is only the way out of the network, and here no way is needed',
    ref: { prefix: 'i-' },
  },
  'AWS::EC2::InternetGateway': { reason: network, ref: { prefix: 'igw-' } },
  'AWS::EC2::LaunchTemplate': { reason: 'there are no instances here', ref: { prefix: 'lt-' } },
  'AWS::EC2::NatGateway': { reason: network, ref: { prefix: 'nat-' } },
  'AWS::EC2::NetworkAcl': { reason: network, ref: { prefix: 'acl-' } },
  'AWS::EC2::NetworkAclEntry': { reason: network, ref: { prefix: 'acle-' } },
  'AWS::EC2::NetworkInterface': { reason: network, ref: { prefix: 'eni-' } },
  'AWS::EC2::NetworkInterfaceAttachment': { reason: network, ref: { prefix: 'eni-attach-' } },
  'AWS::EC2::PrefixList': { reason: network, ref: { prefix: 'pl-' } },
  'AWS::EC2::Route': { reason: network, ref: { prefix: 'route-' } },
  'AWS::EC2::RouteTable': { reason: network, ref: { prefix: 'rtb-' } },
  'AWS::EC2::SecurityGroup': { reason: network, ref: { prefix: 'sg-' } },
  'AWS::EC2::SecurityGroupEgress': { reason: network, ref: { prefix: 'sgr-' } },
  'AWS::EC2::SecurityGroupIngress': { reason: network, ref: { prefix: 'sgr-' } },
  'AWS::EC2::Subnet': { reason: network, ref: { prefix: 'subnet-' } },
  'AWS::EC2::SubnetRouteTableAssociation': { reason: network, ref: { prefix: 'rtbassoc-' } },
  'AWS::EC2::VPC': { reason: network, ref: { prefix: 'vpc-' } },
  'AWS::EC2::VPCEndpoint': { reason: network, ref: { prefix: 'vpce-' } },
  'AWS::EC2::VPCGatewayAttachment': { reason: network, ref: { prefix: 'igw-attach-' } },
  'AWS::ECR::Repository': { reason: 'images are folders here', ref: { name: 'RepositoryName' } },
  'AWS::Events::Rule': { reason: 'no schedule and no AWS event runs here', ref: { name: 'Name' } },
  'AWS::IAM::InstanceProfile': { reason: permissions, ref: { name: 'InstanceProfileName' } },
  'AWS::IAM::ManagedPolicy': { reason: permissions, ref: 'arn' },
  'AWS::IAM::OIDCProvider': { reason: permissions, ref: 'arn' },
  'AWS::IAM::Policy': { reason: permissions, ref: { name: 'PolicyName' } },
  'AWS::IAM::Role': { reason: permissions, ref: { name: 'RoleName' } },
  'AWS::IAM::ServiceLinkedRole': { reason: permissions, ref: 'generated name' },
  'AWS::KMS::Alias': { reason: encryption, ref: { name: 'AliasName' } },
  'AWS::KMS::Key': { reason: encryption, ref: 'generated name' },
  'AWS::Lambda::EventInvokeConfig': {
    reason: 'functions here are called and waited for',
    ref: 'generated name',
  },
  'AWS::Lambda::LayerVersion': {
    reason: 'it only serves functions of CDK that are not run here',
    ref: 'arn',
  },
  'AWS::Lambda::Permission': { reason: permissions, ref: 'generated name' },
  'AWS::Logs::LogGroup': {
    reason: 'what is written is kept without a group being made first',
    ref: { name: 'LogGroupName' },
  },
  'AWS::Logs::MetricFilter': { reason: watching, ref: { name: 'FilterName' } },
  'AWS::Logs::QueryDefinition': { reason: 'logs are read with `shoal logs` here', ref: 'generated name' },
  'AWS::Logs::ResourcePolicy': { reason: permissions, ref: { name: 'PolicyName' } },
  'AWS::RDS::OptionGroup': {
    reason: 'a private MariaDB has no option groups',
    ref: { name: 'OptionGroupName' },
  },
  'AWS::S3::Bucket': { reason: buckets, ref: { name: 'BucketName' } },
  'AWS::S3::BucketPolicy': { reason: permissions, ref: 'generated name' },
  'AWS::SNS::Topic': { reason: 'only alarms write to it', ref: 'arn' },
  'AWS::SNS::Subscription': { reason: 'only alarms write to its topic', ref: 'arn' },
  'AWS::SNS::TopicPolicy': { reason: permissions, ref: 'generated name' },
  'AWS::SSM::Document': { reason: 'there are no instances here', ref: { name: 'Name' } },
  'AWS::Scheduler::Schedule': { reason: 'a rehearsal has no off-hours', ref: { name: 'Name' } },
  'AWS::Scheduler::ScheduleGroup': { reason: 'a rehearsal has no off-hours', ref: { name: 'Name' } },
  'AWS::WAFv2::IPSet': { reason: 'requests here come from this machine alone', ref: 'generated name' },
  'AWS::WAFv2::LoggingConfiguration': { reason: 'requests here come from this machine alone', ref: 'arn' },
  'AWS::WAFv2::WebACL': { reason: 'requests here come from this machine alone', ref: 'generated name' },
  'AWS::WAFv2::WebACLAssociation': {
    reason: 'requests here come from this machine alone',
    ref: 'generated name',
  },
  'Custom::S3AutoDeleteObjects': { reason: buckets, ref: 'generated name' },
  'Custom::VpcRestrictDefaultSG': { reason: network, ref: 'generated name' },
};
