import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { WayOut } from './way-out.ts';

/** A managed gateway in each zone: the loss of one zone leaves the others their way out. */
export class GatewayPerZone extends Construct implements WayOut {
  readonly provider: ec2.NatProvider;
  readonly count: number;
  readonly addresses: readonly string[];

  constructor(scope: Construct, id: string, zones: readonly string[]) {
    super(scope, id);
    const elastic = zones.map((_, index) => new ec2.CfnEIP(this, `Address${index + 1}`, { domain: 'vpc' }));
    this.count = zones.length;
    this.addresses = elastic.map((address) => address.attrPublicIp);
    this.provider = ec2.NatProvider.gateway({
      eipAllocationIds: elastic.map((address) => address.attrAllocationId),
    });
  }

  /** AWS's own servers cannot be stopped. */
  instances(): readonly ec2.Instance[] {
    return [];
  }

  connect(): void {
    // The gateways hold their addresses already.
  }
}
