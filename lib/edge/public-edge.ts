import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { addressRecord } from './address-record.ts';
import { Balancer, type BalancerProps } from './balancer.ts';
import { notFound } from './not-found.ts';
import { setResponseHeaders } from './response-headers.ts';

export interface PublicEdgeProps extends Omit<BalancerProps, 'face' | 'certificate'> {
  /** Where a release is tested from: the hook leaves the network and comes back by these. */
  readonly testers: readonly string[];
  /** @default - reached by the load balancer's own name */
  readonly domain?: PublicDomain;
}

export interface PublicDomain {
  readonly name: string;
  /** The public zone that `name` is in. */
  readonly zone: route53.IHostedZone;
}

/** The one door to the world. */
export class PublicEdge extends Balancer {
  /** Where the shop is. */
  readonly url: string;
  private readonly visitors: readonly Visitor[];

  constructor(scope: Construct, id: string, props: PublicEdgeProps) {
    const { domain } = props;
    super(scope, id, {
      ...props,
      face: 'public',
      ...(domain === undefined ? {} : { certificate: certificateOf(scope, domain) }),
    });
    this.visitors = visitorsOf(props.stage);
    this.admit(this.productionPort, '');
    for (const [index, address] of props.testers.entries()) {
      this.connections.allowFrom(
        ec2.Peer.ipv4(`${address}/32`),
        ec2.Port.tcp(this.testPort),
        `Release hooks, by way out ${index + 1}`,
      );
    }
    acknowledge(
      this,
      'EC23',
      `This is the public door of the shop. The world reaches its web ports only, ${behind(props.stage)}; the test listener admits the own way out of the network.`,
    );
    if (domain === undefined) {
      this.url = `http://${this.loadBalancer.loadBalancerDnsName}`;
    } else {
      this.url = `https://${domain.name}`;
      this.redirectToHttps();
      addressRecord(this, 'Record', {
        zone: domain.zone,
        name: domain.name,
        loadBalancer: this.loadBalancer,
      });
    }
  }

  private admit(port: number, why: string): void {
    for (const { who, peer } of this.visitors) {
      this.connections.allowFrom(peer, ec2.Port.tcp(port), `${who}${why}`);
    }
  }

  /** By a rule, so that even here the default action stays a 404. */
  private redirectToHttps(): void {
    this.admit(80, ', to be sent on to HTTPS');
    const listener = this.loadBalancer.addListener('Redirect', {
      port: 80,
      protocol: elbv2.ApplicationProtocol.HTTP,
      open: false,
      defaultAction: notFound(),
    });
    setResponseHeaders(listener, 'public', 'http');
    listener.addAction('ToHttps', {
      priority: 1,
      conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
      action: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    });
  }
}

interface Visitor {
  readonly who: string;
  readonly peer: ec2.IPeer;
}

function visitorsOf({ edge: { visitors } }: StageDefinition): readonly Visitor[] {
  if ('everybody' in visitors) return [{ who: 'Everybody', peer: ec2.Peer.anyIpv4() }];
  return visitors.addresses.map((range, index) => ({
    who: `Visitors ${index + 1}`,
    peer: ec2.Peer.ipv4(range),
  }));
}

function behind({ edge }: StageDefinition): string {
  return 'none' in edge.firewall ? `with no web ACL: ${edge.firewall.none}` : 'behind a web ACL';
}

function certificateOf(scope: Construct, domain: PublicDomain): acm.Certificate {
  return new acm.Certificate(scope, 'PublicCertificate', {
    domainName: domain.name,
    validation: acm.CertificateValidation.fromDns(domain.zone),
  });
}
