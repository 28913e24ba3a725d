import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../validation/acknowledge.ts';

/**
 * A second lock on the data tier, by addresses where security groups go by names: whatever group is put on a database
 * by mistake, only the private tier reaches it, and it reaches nothing beyond. A list keeps no state, so answers have
 * rules of their own.
 *
 * The other tiers have none. The public one must take answers from the whole internet and the private one calls it,
 * so a list there could only repeat what the security groups say, for connections it does not know.
 */
export class DataTierAcl extends Construct {
  private readonly acl: ec2.NetworkAcl;

  constructor(scope: Construct, id: string, vpc: ec2.Vpc) {
    super(scope, id);
    this.acl = new ec2.NetworkAcl(this, 'Acl', { vpc });
    const entries = [
      ...vpc.privateSubnets.flatMap((subnet, zone) => this.admit(zone, subnet)),
      ...vpc.isolatedSubnets.flatMap((subnet, zone) => this.letSpeak(zone, subnet)),
    ];
    this.acl.associateWithSubnet('Subnets', { subnetType: ec2.SubnetType.PRIVATE_ISOLATED });
    for (const association of this.acl.node.children) {
      // A list without entries refuses everything, and this one may come to a tier that is at work.
      if (association instanceof ec2.SubnetNetworkAclAssociation) association.node.addDependency(...entries);
    }
    acknowledge(
      this,
      'VPC3',
      'The list holds one tier, whose few servers are asked by one other tier and ask nobody: it is short, its rules follow from the subnets, and a law compares it with the ports that databases and caches have.',
    );
  }

  /** Questions from the private tier, and the answers to them. */
  private admit(zone: number, subnet: ec2.ISubnet): readonly Construct[] {
    return [
      ...servers.map(({ name, port }, index) =>
        this.allow(`${name}From${zone + 1}`, subnet, {
          direction: ec2.TrafficDirection.INGRESS,
          ruleNumber: numberOf(zone, index),
          traffic: ec2.AclTraffic.tcpPort(port),
        }),
      ),
      this.allow(`AnswersTo${zone + 1}`, subnet, {
        direction: ec2.TrafficDirection.EGRESS,
        ruleNumber: numberOf(zone, 0),
        traffic: unprivileged,
      }),
    ];
  }

  /** A replica and a proxy ask the servers beside them; questions and answers alike are in this range. */
  private letSpeak(zone: number, subnet: ec2.ISubnet): readonly Construct[] {
    const ruleNumber = numberOf(zone, servers.length);
    return [
      this.allow(`Within${zone + 1}`, subnet, {
        direction: ec2.TrafficDirection.INGRESS,
        ruleNumber,
        traffic: unprivileged,
      }),
      this.allow(`WithinBack${zone + 1}`, subnet, {
        direction: ec2.TrafficDirection.EGRESS,
        ruleNumber,
        traffic: unprivileged,
      }),
    ];
  }

  private allow(
    id: string,
    subnet: ec2.ISubnet,
    entry: Omit<ec2.CommonNetworkAclEntryOptions, 'cidr'>,
  ): Construct {
    return this.acl.addEntry(id, { cidr: ec2.AclCidr.ipv4(subnet.ipv4CidrBlock), ...entry });
  }
}

/** What servers in the data tier answer on. */
const servers = [
  { name: 'Database', port: 3306 },
  { name: 'Cache', port: 6379 },
] as const;

/** Both ends of a connection but the server's choose theirs from here. */
const unprivileged = ec2.AclTraffic.tcpPortRange(1024, 65_535);

/** A hundred for each zone, so that a zone more leaves the others theirs: two entries cannot exchange numbers. */
function numberOf(zone: number, index: number): number {
  return 100 * (zone + 1) + 10 * index;
}
