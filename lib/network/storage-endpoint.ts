import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';

export interface StorageEndpointProps {
  readonly vpc: ec2.Vpc;
  /** Whether agents of Systems Manager run beside tasks, which install what they need. */
  readonly agents: boolean;
}

/**
 * The way to S3, which costs nothing: image layers come through it and never leave the network. It leads to buckets of
 * AWS that are named here and to no other. A service that is given a bucket adds it, or is refused.
 */
export function addStorageEndpoint({ vpc, agents }: StorageEndpointProps): void {
  const { partition, region } = Stack.of(vpc);
  const endpoint = vpc.addGatewayEndpoint('S3', {
    service: ec2.GatewayVpcEndpointAwsService.S3,
    // Nothing in the isolated tier reads S3, and a NAT instance in the public one has its own way to the internet.
    subnets: [{ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }],
  });
  const layers = `prod-${region}-starport-layer-bucket`;
  const packages = `al2023-repos-${region}-de612dc2`;
  endpoint.addToPolicy(
    new iam.PolicyStatement({
      // ECR signs the address of a layer itself and packages are for everybody, so no role of this account asks.
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:GetObject'],
      resources: [layers, ...(agents ? [packages] : [])].map((bucket) => `arn:${partition}:s3:::${bucket}/*`),
    }),
  );
}
