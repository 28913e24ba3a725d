import { Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { experimentsOf, isTaskFault } from '../../platform/stage/experiments.ts';
import { mostZones } from '../../platform/stage/network.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageSchedules } from '../schedules/stage-schedules.ts';
import { sleepWayOut } from '../sleep/sleep-way-out.ts';
import { StageStack } from '../stage-stack.ts';
import { DataTierAcl } from './data-tier-acl.ts';
import { keepFlowLogs } from './flow-logs.ts';
import { GatewayPerZone } from './gateway-per-zone.ts';
import { InterfaceEndpoints } from './interface-endpoints.ts';
import { LogKey } from './log-key.ts';
import { NatInstance } from './nat-instance.ts';
import { logDefaultGroupRestriction } from './restricted-default-group.ts';
import { addStorageEndpoint } from './storage-endpoint.ts';
import type { WayOut } from './way-out.ts';

export interface NetworkStackProps {
  readonly stage: StageDefinition;
}

/** The network a stage lives in: load balancers in the public tier, tasks in the private, data in the isolated. */
export class NetworkStack extends StageStack {
  readonly vpc: ec2.Vpc;
  /** The addresses that all calls out of this network come from. */
  readonly natAddresses: readonly string[];
  /** For every log group of the stage. */
  readonly logKey: LogKey;
  /** Who spoke to whom. */
  readonly flowLogs: s3.IBucket;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    const { stage } = props;
    super(scope, id, {
      stage,
      holdsData: false,
      description: `Shoal ${stage.name}: the network, in three tiers, and the way out of it`,
    });
    this.logKey = new LogKey(this, 'LogKey', stage);
    const wayOut: WayOut = wayOutOf[stage.nat](this);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(stage.cidr),
      availabilityZones: [...stage.zones],
      // Addresses are kept for zones to come: without them a zone more would move the subnets of those that are there.
      reservedAzs: mostZones - stage.zones.length,
      natGatewayProvider: wayOut.provider,
      natGateways: wayOut.count,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        // Nothing here needs an address of its own but balancers and the way out, and those bring theirs.
        { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
        { name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
    });
    this.natAddresses = wayOut.addresses;
    wayOut.connect(this.vpc);
    const { group } = new StageSchedules(this, 'Schedules', { stage, key: this.logKey });
    sleepWayOut(this, wayOut.instances(), this.logKey)?.node.addDependency(group);

    const agents = experimentsOf(stage).some(isTaskFault);
    addStorageEndpoint({ vpc: this.vpc, agents });
    const { endpoints } = stage.network;
    if (!('none' in endpoints)) {
      new InterfaceEndpoints(this, 'Endpoints', { vpc: this.vpc, stage: stage.name, endpoints, agents });
    }
    new DataTierAcl(this, 'DataTier', this.vpc);
    this.flowLogs = keepFlowLogs(this.vpc, stage, this.logKey);
    logDefaultGroupRestriction(this, this.logKey);
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason:
        'The zones are written down in stages.ts, because a stage that asked an account for them could not be synthesized without one and would move when AWS adds a zone.',
    });
  }
}

const wayOutOf: Readonly<Record<StageDefinition['nat'], (stack: NetworkStack) => WayOut>> = {
  instance: (stack) => new NatInstance(stack, 'NatInstance'),
  'gateway-per-zone': (stack) => new GatewayPerZone(stack, 'NatGateways', stack.stage.zones),
};
