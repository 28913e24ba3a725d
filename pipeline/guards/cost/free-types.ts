/** Why a resource costs nothing by being there, and where AWS says so. */
export interface Free {
  readonly why: string;
  readonly source: `https://${string}.amazon.com/${string}`;
}

const iam = free('IAM is offered at no charge', 'https://aws.amazon.com/iam/faqs/');
const network = free(
  'a VPC and its parts have no charge of their own',
  'https://aws.amazon.com/vpc/pricing/',
);
const rds = free(
  'a setting of the database, which is priced itself',
  'https://aws.amazon.com/rds/mysql/pricing/',
);
const cache = free(
  'a setting of the cache, which is priced itself',
  'https://aws.amazon.com/elasticache/pricing/',
);
const balancer = free(
  'part of the balancer, which is priced itself',
  'https://aws.amazon.com/elasticloadbalancing/pricing/',
);
const codeDeploy = free('deployments to ECS have no charge', 'https://aws.amazon.com/codedeploy/pricing/');
const lambda = free(
  'by calls, which are made at releases and deployments: 0.20 a million and 0.0000133 a GB-second',
  'https://aws.amazon.com/lambda/pricing/',
);
const states = free(
  'by transitions, at releases: 0.025 a thousand',
  'https://aws.amazon.com/step-functions/pricing/',
);
const events = free(
  'by messages: 0.40 to 0.50 a million, the first million of a month free',
  'https://aws.amazon.com/sns/pricing/',
);
const queue = free(
  'by calls: 0.40 a million, the first million of a month free',
  'https://aws.amazon.com/sqs/pricing/',
);
const bus = free('its rules on events of AWS have no charge', 'https://aws.amazon.com/eventbridge/pricing/');
const scheduler = free('14 million calls a month are free', 'https://aws.amazon.com/eventbridge/pricing/');
const appConfig = free(
  'by what agents fetch, which the profile is priced by',
  'https://aws.amazon.com/systems-manager/pricing/',
);
const parameters = free(
  'standard parameters and documents have no charge',
  'https://aws.amazon.com/systems-manager/pricing/',
);
const ecs = free('ECS has no charge beside its tasks', 'https://aws.amazon.com/ecs/pricing/');
const ecr = free('a setting of the registry, whose images are priced', 'https://aws.amazon.com/ecr/pricing/');
const cloudwatch = free(
  'a setting, or a view of what is priced elsewhere',
  'https://aws.amazon.com/cloudwatch/pricing/',
);
const s3 = free(
  'a setting of a bucket, which is priced by what is in it',
  'https://aws.amazon.com/s3/pricing/',
);
const athena = free('by what a query reads: 5 a TB', 'https://aws.amazon.com/athena/pricing/');
const glue = free('the first million objects of a catalog are free', 'https://aws.amazon.com/glue/pricing/');
const fis = free(
  'by the minutes of an experiment: 0.10 each, when somebody starts it',
  'https://aws.amazon.com/fis/pricing/',
);
const waf = free('part of the list, which is priced itself', 'https://aws.amazon.com/waf/pricing/');
const backup = free(
  'a vault is priced by what is in it, which its plan puts there',
  'https://aws.amazon.com/backup/pricing/',
);
const budgets = free(
  'budgets without actions have no charge',
  'https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/',
);
const config = free('priced with what the recorder records', 'https://aws.amazon.com/config/pricing/');
const guardDuty = free(
  'a setting of the detector, which is priced itself',
  'https://aws.amazon.com/guardduty/pricing/',
);
const signer = free('signing of container images has no charge', 'https://aws.amazon.com/signer/faqs/');
const ours = free(
  'calls of a function of ours, while a stack is deployed',
  'https://aws.amazon.com/lambda/pricing/',
);
const cloudFormation = free(
  'CloudFormation has no charge for types of AWS',
  'https://aws.amazon.com/cloudformation/pricing/',
);

/** What costs nothing while nobody uses it; a type stands either here or among the pricers. */
export const freeTypes: Readonly<Record<string, Free>> = {
  'AWS::AppConfig::Application': appConfig,
  'AWS::AppConfig::Deployment': appConfig,
  'AWS::AppConfig::DeploymentStrategy': appConfig,
  'AWS::AppConfig::Environment': appConfig,
  'AWS::AppConfig::Extension': appConfig,
  'AWS::AppConfig::ExtensionAssociation': appConfig,
  'AWS::AppConfig::HostedConfigurationVersion': appConfig,
  'AWS::ApplicationAutoScaling::ScalableTarget': free(
    'scaling has no charge beside its alarms and what it starts',
    'https://aws.amazon.com/autoscaling/pricing/',
  ),
  'AWS::Athena::NamedQuery': athena,
  'AWS::Athena::WorkGroup': athena,
  'AWS::Backup::BackupSelection': backup,
  'AWS::Backup::BackupVault': backup,
  'AWS::Backup::RestoreTestingSelection': backup,
  'AWS::Budgets::Budget': budgets,
  'AWS::CE::AnomalyMonitor': budgets,
  'AWS::CE::AnomalySubscription': budgets,
  'AWS::CertificateManager::Certificate': free(
    'public certificates have no charge',
    'https://aws.amazon.com/certificate-manager/pricing/',
  ),
  'AWS::CDK::Metadata': free(
    'a note in the template',
    'https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html',
  ),
  'AWS::Chatbot::SlackChannelConfiguration': free('has no charge', 'https://aws.amazon.com/chatbot/pricing/'),
  'AWS::CloudFormation::CustomResource': ours,
  'AWS::CloudFormation::WaitConditionHandle': cloudFormation,
  'AWS::CloudWatch::AnomalyDetector': cloudwatch,
  'AWS::CodeDeploy::Application': codeDeploy,
  'AWS::CodeDeploy::DeploymentConfig': codeDeploy,
  'AWS::CodeDeploy::DeploymentGroup': codeDeploy,
  'AWS::CodeStarConnections::Connection': free(
    'has no charge',
    'https://aws.amazon.com/codepipeline/pricing/',
  ),
  'AWS::Config::ConfigRule': config,
  'AWS::Config::DeliveryChannel': config,
  'AWS::EC2::EIPAssociation': network,
  'AWS::EC2::InternetGateway': network,
  'AWS::EC2::LaunchTemplate': network,
  'AWS::EC2::NetworkAcl': network,
  'AWS::EC2::NetworkAclEntry': network,
  'AWS::EC2::Route': network,
  'AWS::EC2::RouteTable': network,
  'AWS::EC2::SecurityGroup': network,
  'AWS::EC2::SecurityGroupEgress': network,
  'AWS::EC2::SecurityGroupIngress': network,
  'AWS::EC2::Subnet': network,
  'AWS::EC2::SubnetNetworkAclAssociation': network,
  'AWS::EC2::SubnetRouteTableAssociation': network,
  'AWS::EC2::VPC': network,
  'AWS::EC2::VPCGatewayAttachment': network,
  'AWS::ECR::PullThroughCacheRule': ecr,
  'AWS::ECR::RegistryPolicy': ecr,
  'AWS::ECR::ReplicationConfiguration': ecr,
  'AWS::ECR::RepositoryCreationTemplate': ecr,
  'AWS::ECR::SigningConfiguration': ecr,
  'AWS::ECS::CapacityProvider': ecs,
  'AWS::ECS::ClusterCapacityProviderAssociations': ecs,
  'AWS::ECS::TaskDefinition': ecs,
  'AWS::ElastiCache::ParameterGroup': cache,
  'AWS::ElastiCache::SubnetGroup': cache,
  'AWS::ElastiCache::User': cache,
  'AWS::ElastiCache::UserGroup': cache,
  'AWS::ElasticLoadBalancingV2::Listener': balancer,
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': balancer,
  'AWS::ElasticLoadBalancingV2::ListenerRule': balancer,
  'AWS::ElasticLoadBalancingV2::TargetGroup': balancer,
  'AWS::Events::EventBus': bus,
  'AWS::Events::EventBusPolicy': bus,
  'AWS::Events::Rule': bus,
  'AWS::FIS::ExperimentTemplate': fis,
  'AWS::FIS::TargetAccountConfiguration': fis,
  'AWS::Glue::Database': glue,
  'AWS::Glue::Table': glue,
  'AWS::GuardDuty::Filter': guardDuty,
  'AWS::GuardDuty::IPSet': guardDuty,
  'AWS::IAM::InstanceProfile': iam,
  'AWS::IAM::ManagedPolicy': iam,
  'AWS::IAM::OIDCProvider': iam,
  'AWS::IAM::Policy': iam,
  'AWS::IAM::Role': iam,
  'AWS::IAM::RolePolicy': iam,
  'AWS::IAM::ServiceLinkedRole': iam,
  'AWS::KMS::Alias': free('a name of a key, which is priced itself', 'https://aws.amazon.com/kms/pricing/'),
  'AWS::Lambda::Alias': lambda,
  'AWS::Lambda::CodeSigningConfig': lambda,
  'AWS::Lambda::EventInvokeConfig': lambda,
  'AWS::Lambda::EventSourceMapping': lambda,
  'AWS::Lambda::Function': lambda,
  'AWS::Lambda::LayerVersion': lambda,
  'AWS::Lambda::Permission': lambda,
  'AWS::Lambda::Version': lambda,
  'AWS::Logs::LogStream': cloudwatch,
  'AWS::Logs::MetricFilter': cloudwatch,
  'AWS::Logs::QueryDefinition': cloudwatch,
  'AWS::Logs::ResourcePolicy': cloudwatch,
  'AWS::Logs::SubscriptionFilter': free(
    'handing lines on has no charge, the stream that takes them is priced itself',
    'https://aws.amazon.com/cloudwatch/pricing/',
  ),
  'AWS::Logs::Delivery': cloudwatch,
  'AWS::Logs::DeliveryDestination': cloudwatch,
  'AWS::Logs::DeliverySource': cloudwatch,
  'AWS::OAM::Link': cloudwatch,
  'AWS::OAM::Sink': cloudwatch,
  'AWS::RDS::DBParameterGroup': rds,
  'AWS::RDS::DBProxyEndpoint': rds,
  'AWS::RDS::DBProxyTargetGroup': rds,
  'AWS::RDS::DBSubnetGroup': rds,
  'AWS::RDS::EventSubscription': rds,
  'AWS::RDS::OptionGroup': rds,
  'AWS::ResourceGroups::Group': free(
    'has no charge',
    'https://docs.aws.amazon.com/ARG/latest/userguide/resource-groups.html',
  ),
  'AWS::Route53::RecordSet': free(
    'part of the zone, which is priced itself',
    'https://aws.amazon.com/route53/pricing/',
  ),
  'AWS::S3::BucketPolicy': s3,
  'AWS::SNS::Subscription': events,
  'AWS::SNS::Topic': events,
  'AWS::SNS::TopicPolicy': events,
  'AWS::SNS::TopicInlinePolicy': events,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueueInlinePolicy': queue,
  'AWS::SQS::QueuePolicy': queue,
  'AWS::SSM::Association': parameters,
  'AWS::SSM::Document': parameters,
  'AWS::Scheduler::Schedule': scheduler,
  'AWS::Scheduler::ScheduleGroup': scheduler,
  'AWS::SecretsManager::ResourcePolicy': free(
    'a setting of a secret',
    'https://aws.amazon.com/secrets-manager/pricing/',
  ),
  'AWS::SecretsManager::RotationSchedule': free(
    'calls of the function that rotates',
    'https://aws.amazon.com/secrets-manager/pricing/',
  ),
  'AWS::SecretsManager::SecretTargetAttachment': free(
    'a setting of a secret',
    'https://aws.amazon.com/secrets-manager/pricing/',
  ),
  'AWS::Signer::SigningProfile': signer,
  'AWS::StepFunctions::StateMachine': states,
  'AWS::WAFv2::IPSet': waf,
  'AWS::WAFv2::LoggingConfiguration': waf,
  'AWS::WAFv2::RegexPatternSet': waf,
  'AWS::WAFv2::WebACLAssociation': waf,
  'AWS::XRay::Group': cloudwatch,
  'AWS::XRay::SamplingRule': cloudwatch,
  'Custom::*': ours,
};

function free(why: string, source: Free['source']): Free {
  return { why, source };
}

/** All our own types are functions that CloudFormation calls. */
export function freeOf(type: string): Free | undefined {
  return freeTypes[type] ?? (type.startsWith('Custom::') ? freeTypes['Custom::*'] : undefined);
}
