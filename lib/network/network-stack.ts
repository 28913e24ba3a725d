import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageStack } from '../stage-stack.ts';

export interface NetworkStackProps {
  readonly stage: StageDefinition;
}

/** The network a stage lives in: load balancers in the public tier, tasks in the private, data in the isolated. */
export class NetworkStack extends StageStack {
  readonly vpc: ec2.Vpc;
  /** The addresses all calls out of this network come from. */
  readonly natAddresses: readonly string[];

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, {
      stage: props.stage,
      holdsData: false,
      description: `The network of ${props.stage.name}`,
    });
    this.vpc = new ec2.Vpc(this, 'Vpc', { ipAddresses: ec2.IpAddresses.cidr(props.stage.cidr) });
    this.natAddresses = [];
  }
}
