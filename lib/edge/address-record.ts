import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';

export interface AddressRecordOptions {
  readonly zone: route53.IHostedZone;
  /** The whole name: the zone may be one above it. */
  readonly name: string;
  readonly loadBalancer: elbv2.IApplicationLoadBalancer;
}

/** Gives a load balancer a name of ours. */
export function addressRecord(scope: Construct, id: string, options: AddressRecordOptions): route53.ARecord {
  const { zone, name, loadBalancer } = options;
  return new route53.ARecord(scope, id, {
    zone,
    recordName: `${name}.`,
    // CDK's own target asks for the balancer's IPv6 addresses too, and it has none.
    target: route53.RecordTarget.fromAlias({
      bind: () => ({
        dnsName: loadBalancer.loadBalancerDnsName,
        hostedZoneId: loadBalancer.loadBalancerCanonicalHostedZoneId,
      }),
    }),
  });
}
