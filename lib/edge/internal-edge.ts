import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { addressRecord } from './address-record.ts';
import { Balancer, type BalancerProps } from './balancer.ts';

export interface InternalEdgeProps extends Omit<BalancerProps, 'face' | 'certificate'> {
  /** The zone of its names: `internal.shoal.example`. */
  readonly zoneName: string;
  /** Where a certificate for these names is validated. @default - plain HTTP */
  readonly publicZone?: route53.IHostedZone;
  readonly services: readonly string[];
}

/**
 * The door between services, each by its own name. The names resolve in the network only; their certificate is a
 * public one, so that callers need no authority of ours.
 */
export class InternalEdge extends Balancer {
  constructor(scope: Construct, id: string, props: InternalEdgeProps) {
    const { publicZone, zoneName, vpc } = props;
    super(scope, id, {
      ...props,
      face: 'internal',
      ...(publicZone === undefined ? {} : { certificate: certificateOf(scope, zoneName, publicZone) }),
    });
    const zone = new route53.PrivateHostedZone(this, 'Zone', { zoneName, vpc });
    for (const service of props.services) {
      addressRecord(this, service, { zone, name: `${service}.${zoneName}`, loadBalancer: this.loadBalancer });
    }
  }
}

function certificateOf(scope: Construct, zoneName: string, publicZone: route53.IHostedZone): acm.Certificate {
  return new acm.Certificate(scope, 'InternalCertificate', {
    domainName: `*.${zoneName}`,
    validation: acm.CertificateValidation.fromDns(publicZone),
  });
}
