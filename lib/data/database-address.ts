import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** Where a database is reached: the server itself, or the proxy before it. */
export interface DatabaseAddress extends ec2.IConnectable {
  readonly host: string;
  readonly port: string;
  /** What `rds-db:connect` names. */
  readonly resourceId: string;
}
