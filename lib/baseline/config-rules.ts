import { ManagedRuleIdentifiers as rules } from 'aws-cdk-lib/aws-config';

/** A rule that AWS keeps. */
export interface ConfigRule {
  readonly name: string;
  readonly identifier: string;
  readonly says: string;
}

/** A few, each about something that a change by hand would undo and nobody would notice. */
export const configRules: readonly ConfigRule[] = [
  {
    name: 'database-encrypted',
    identifier: rules.RDS_STORAGE_ENCRYPTED,
    says: 'Databases are encrypted at rest',
  },
  {
    name: 'database-not-public',
    identifier: rules.RDS_INSTANCE_PUBLIC_ACCESS_CHECK,
    says: 'Databases have no public address',
  },
  {
    name: 'database-undeletable',
    identifier: rules.RDS_INSTANCE_DELETION_PROTECTION_ENABLED,
    says: 'Databases cannot be deleted by mistake',
  },
  {
    name: 'bucket-not-public',
    identifier: rules.S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED,
    says: 'Buckets are closed to the public, each by itself',
  },
  {
    name: 'bucket-tls-only',
    identifier: rules.S3_BUCKET_SSL_REQUESTS_ONLY,
    says: 'Buckets take TLS only',
  },
  {
    name: 'default-group-closed',
    identifier: rules.VPC_DEFAULT_SECURITY_GROUP_CLOSED,
    says: 'The default security group lets nothing in or out',
  },
  {
    name: 'no-ssh-from-anywhere',
    identifier: rules.EC2_SECURITY_GROUPS_INCOMING_SSH_DISABLED,
    says: 'No security group admits SSH from everywhere',
  },
  {
    name: 'keys-rotate',
    identifier: rules.CMK_BACKING_KEY_ROTATION_ENABLED,
    says: 'Keys rotate',
  },
  {
    name: 'no-root-keys',
    identifier: rules.IAM_ROOT_ACCESS_KEY_CHECK,
    says: 'The root user of the account has no access keys',
  },
  {
    name: 'trail-on',
    identifier: rules.CLOUD_TRAIL_ENABLED,
    says: 'A trail records what happens in the account',
  },
];

/** What the rules look at; those about the account itself look for themselves. */
export const recordedTypes = [
  'AWS::CloudTrail::Trail',
  'AWS::EC2::SecurityGroup',
  'AWS::KMS::Key',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
] as const;
