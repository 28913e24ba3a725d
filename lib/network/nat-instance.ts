import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../validation/acknowledge.ts';
import type { WayOut } from './way-out.ts';

/** One small instance that forwards for all zones: a tenth of a gateway's price, and down while it is replaced. */
export class NatInstance extends Construct implements WayOut {
  readonly provider: ec2.NatInstanceProviderV2;
  readonly count = 1;
  readonly addresses: readonly string[];
  private readonly address: ec2.CfnEIP;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.address = new ec2.CfnEIP(this, 'Address', { domain: 'vpc' });
    this.addresses = [this.address.attrPublicIp];
    this.provider = ec2.NatProvider.instanceV2({
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.NANO),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
      defaultAllowedTraffic: ec2.NatTrafficDirection.OUTBOUND_ONLY,
      creditSpecification: ec2.CpuCredits.STANDARD,
      userData: forwarding(),
    });
  }

  instances(): readonly ec2.Instance[] {
    return this.provider.gatewayInstances;
  }

  connect(vpc: ec2.Vpc): void {
    const { connections, gatewayInstances } = this.provider;
    for (const [index, { ipv4CidrBlock }] of vpc.privateSubnets.entries()) {
      const who = `Tasks and functions of private subnet ${index + 1}`;
      connections.allowFrom(ec2.Peer.ipv4(ipv4CidrBlock), ec2.Port.allTraffic(), who);
    }
    for (const instance of gatewayInstances) {
      harden(instance.instance);
      const association = new ec2.CfnEIPAssociation(this, 'Association', {
        allocationId: this.address.attrAllocationId,
        instanceId: instance.instanceId,
      });
      // EC2 refuses a public address in a network that no gateway is attached to yet; these wait for that.
      association.node.addDependency(
        ...vpc.publicSubnets.map((subnet) => subnet.internetConnectivityEstablished),
      );
      acknowledge(
        instance,
        'EC29',
        'The instance holds nothing: CloudFormation replaces it for a newer image, which termination protection would forbid. Its address and its routes stay.',
      );
    }
  }
}

function harden(instance: ec2.CfnInstance): void {
  instance.blockDeviceMappings = [
    { deviceName: '/dev/xvda', ebs: { encrypted: true, volumeType: 'gp3', volumeSize: 8 } },
  ];
  instance.monitoring = true;
  instance.metadataOptions = { httpTokens: 'required', httpPutResponseHopLimit: 1 };
}

/** Its address arrives while the instance boots, so the first download is tried until it is there. */
function forwarding(): ec2.UserData {
  const userData = ec2.UserData.forLinux();
  userData.addCommands(
    'until dnf install -y iptables-services; do sleep 3; done',
    'echo "net.ipv4.ip_forward=1" > /etc/sysctl.d/90-nat.conf',
    'sysctl --load /etc/sysctl.d/90-nat.conf',
    'systemctl enable --now iptables',
    'iptables --flush FORWARD',
    `iptables --table nat --append POSTROUTING --out-interface "$(ip -o -4 route show to default | awk '{print $5; exit}')" --jump MASQUERADE`,
    'iptables-save > /etc/sysconfig/iptables',
  );
  return userData;
}
