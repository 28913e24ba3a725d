import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** How calls leave the private tier, from addresses that are known before the first call. */
export interface WayOut {
  readonly provider: ec2.NatProvider;
  readonly count: number;
  readonly addresses: readonly string[];
  /** Servers of ours that it is made of, once the network is there; a stage that sleeps stops them. */
  instances(): readonly ec2.Instance[];
  /** What can only be done once the network is there. */
  connect(vpc: ec2.Vpc): void;
}
