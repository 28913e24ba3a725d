import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * The way to S3, which costs nothing: image layers come through it and never leave the network. It leads to the bucket
 * that ECR keeps layers in and to no other. A service that is given a bucket adds it here, or is refused by name.
 */
export function addStorageEndpoint(vpc: ec2.Vpc): void {
  const { partition, region } = Stack.of(vpc);
  const endpoint = vpc.addGatewayEndpoint('S3', {
    service: ec2.GatewayVpcEndpointAwsService.S3,
    // Nothing in the isolated tier reads S3, and a NAT instance in the public one has its own way to the internet.
    subnets: [{ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }],
  });
  endpoint.addToPolicy(
    new iam.PolicyStatement({
      // ECR signs the address of a layer itself, so a role of this account is not who asks for it.
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:GetObject'],
      resources: [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
    }),
  );
}
