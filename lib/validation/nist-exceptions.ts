/** A rule of the NIST 800-53 pack that does not fit, where it does not, and why. */
export interface NistException {
  /** As the pack names it: `LambdaDLQ`, with its finding where it has several. */
  readonly rule: string;
  /** The paths below a stage that it is accepted on; what they share is `everywhere`. */
  readonly at: RegExp | 'everywhere';
  /** One that would convince an auditor. */
  readonly reason: string;
}

const logBuckets =
  /^(network\/Vpc\/FlowLogs|edge\/AccessLogs|baseline\/(Trail|Drift)\/Bucket|log-archive\/Bucket|canary\/Seen)\//;
const tokenPorts = /(\/TaskGroup|^data\/.*SecurityGroup)\/.*IndirectPort/;

export const nistExceptions: readonly NistException[] = [
  {
    rule: 'IAMNoInlinePolicy',
    at: 'everywhere',
    reason:
      'Each policy belongs to one role of one purpose and lives and dies with it. A managed policy of its own could be attached to another role; what all roles share is the boundary, which is managed.',
  },
  {
    rule: 'LambdaConcurrency',
    at: 'everywhere',
    reason:
      'These functions run when somebody deploys, one at a time or a few: a reserve would take concurrency from the account for nothing, and a limit of zero by mistake would stop every release.',
  },
  {
    rule: 'LambdaDLQ',
    at: 'everywhere',
    reason:
      'CloudFormation, CodeDeploy and ECS call these functions and wait for their answer: a failure is the failure of the deployment, which tells it. An event in a queue would be an event nobody waits for.',
  },
  {
    rule: 'LambdaInsideVPC',
    at: /^(cluster|edge|data\/Tenants\/Provider)\//,
    reason:
      'These functions call interfaces of AWS and nothing in the network. In the network they would need a way out to reach the same interfaces, and a release would depend on it.',
  },
  {
    rule: 'CloudWatchAlarmAction',
    at: /^([\w-]+\/ObjectiveAlarms\/[\w-]+-\d+[mhd]|data\/Cache\/Alarms\/Outage\/Absent\/Resource)$/,
    reason:
      'One window of time alone is easily frightened or late. What tells is the composite alarm that these are the parts of, and a law holds that each alarm tells or is a part of one that does.',
  },
  {
    rule: 'SecretsManagerRotationEnabled',
    at: /^data\/(Cache|Secrets)\//,
    reason:
      'A rotation by the clock would change the password under running tasks. These are changed by a deployment that makes a second one, moves the tasks to it and then ends the first.',
  },
  {
    rule: 'EC2RestrictedCommonPorts',
    at: tokenPorts,
    reason:
      "The port is the database server's own, known once it is there; the rule cannot read it and takes it for every port. The source is one named security group.",
  },
  {
    rule: 'EC2RestrictedSSH',
    at: tokenPorts,
    reason:
      "The port is the database server's own, known once it is there; the rule cannot read it and takes it for every port. The source is one named security group.",
  },
  {
    rule: 'EC2RestrictedCommonPorts',
    at: /^(edge\/Public\/SecurityGroup|network\/Vpc\/NatSecurityGroup)\//,
    reason:
      'The public load balancer is for everybody on 80 and 443, and its test listener for addresses of the stage alone; the way out takes what comes from inside the network. A law names every port that is open to the world.',
  },
  {
    rule: 'EC2RestrictedSSH',
    at: /^edge\/Public\/SecurityGroup\//,
    reason:
      'The test listener admits addresses that are known once the network is there, which the rule cannot read. Nothing listens on 22, and a law names every port that is open to the world.',
  },
  {
    rule: 'S3BucketLoggingEnabled',
    at: logBuckets,
    reason:
      'The bucket holds logs. Who read them is in the trail of the stage that has one; a log of access to the log of access would need one of its own.',
  },
  {
    rule: 'S3BucketReplicationEnabled',
    at: logBuckets,
    reason:
      'The bucket holds logs with an end to their life, for looking into what happened. What must outlive the region is the data, whose copies the backup plan makes.',
  },
  {
    rule: 'S3BucketVersioningEnabled',
    at: logBuckets,
    reason:
      'AWS writes each log once, under a name of its own, and nobody else may write here: there is never a second version of an object.',
  },
  {
    rule: 'S3DefaultEncryptionKMS',
    at: /^edge\/AccessLogs\//,
    reason:
      'Load balancers can deliver their logs only to a bucket that is encrypted with the keys of S3 itself.',
  },
  {
    rule: 'VPCNoUnrestrictedRouteToIGW',
    at: /^network\/Vpc\/PublicSubnet/,
    reason:
      'The public tier is where the public load balancer and the way out stand, and this route is what makes it public. No task and no data is in it.',
  },
  {
    rule: 'ALBWAFEnabled',
    at: /^edge\/Internal\//,
    reason:
      'Nothing outside the network reaches the internal load balancer. What comes from outside has passed the firewall before the public one.',
  },
  {
    rule: 'IAMPolicyNoStatementsWithFullAccess',
    at: /^baseline\/Boundary\//,
    reason:
      'A boundary grants nothing: it is the most that any role of the stage can be given, and each role is given far less. A law holds that no policy of a role names an action by a star.',
  },
  {
    rule: 'RDSInBackupPlan',
    at: /^data\/Database\//,
    reason:
      'The backup plan selects what carries the tag shoal:backup, which the rule does not read. A law holds that the database of every stage that protects data is selected.',
  },
  {
    rule: 'RDSLoggingEnabled[LogExport::audit]',
    at: /^data\/Database\//,
    reason:
      'The audit plugin of RDS is not offered for MySQL 8.4. Who connected is known by IAM, which gives each connection its token.',
  },
  {
    rule: 'RDSLoggingEnabled[LogExport::general]',
    at: /^data\/Database\//,
    reason:
      'The general log holds every statement with its values, names and addresses of customers among them, and costs a good part of the throughput. Errors and slow statements are exported.',
  },
  {
    rule: 'ElastiCacheRedisClusterAutomaticBackup',
    at: /^data\/Cache\//,
    reason:
      'How long snapshots are kept is a value of the stage, days where carts matter. Fewer than 15 are enough for what the shop can afford to lose: copies of products, rates, and carts of the last days.',
  },
  {
    rule: 'RDSEnhancedMonitoringEnabled',
    at: /^data\/Database\//,
    reason:
      'Database Insights shows the load by statement, by what it waits for and by host. What the operating system says each second is switched on while somebody looks into something, and costs logs until then.',
  },
  {
    rule: 'CloudTrailCloudWatchLogsEnabled',
    at: /^baseline\/Trail\//,
    reason:
      'The records are in a bucket that keeps them whole and provably unchanged. What must wake somebody comes from GuardDuty by events; the same records in a log group would be paid twice.',
  },
  {
    rule: 'ALBHttpToHttpsRedirection',
    at: /^edge\/Public\/LoadBalancer\/Redirect\//,
    reason:
      'This listener is the redirection to HTTPS: its one action for whoever asks by HTTP. The rule looks for a property that stands elsewhere in a default action made by the construct.',
  },
  {
    rule: 'ELBv2ACMCertificateRequired',
    at: /^edge\/Public\/LoadBalancer\/Redirect\//,
    reason:
      'This listener speaks HTTP only to say that the shop speaks HTTPS, so it has no certificate. Every other listener of a stage with a domain has one, which a law holds.',
  },
];
