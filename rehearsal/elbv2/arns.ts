import { randomBytes } from 'node:crypto';
import { account } from '../plane.ts';

/** ARNs in AWS's shape: a balancer's listener and its rules carry the balancer's own last part. */
export interface Arns {
  loadBalancer(name: string): string;
  listener(loadBalancerArn: string): string;
  rule(listenerArn: string): string;
  targetGroup(name: string): string;
}

export function createArns(region: string): Arns {
  const prefix = `arn:aws:elasticloadbalancing:${region}:${account}`;
  return {
    loadBalancer: (name) => `${prefix}:loadbalancer/app/${name}/${id()}`,
    listener: (arn) => `${arn.replace(':loadbalancer/', ':listener/')}/${id()}`,
    rule: (arn) => `${arn.replace(':listener/', ':listener-rule/')}/${id()}`,
    targetGroup: (name) => `${prefix}:targetgroup/${name}/${id()}`,
  };
}

function id(): string {
  return randomBytes(8).toString('hex');
}

/** `app/name/id` of a balancer and `targetgroup/name/id` of a target group: what CloudWatch's dimensions hold. */
export function fullName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1).replace(/^loadbalancer\//, '');
}

/** The name CloudFormation gives where a template gives none: stack, logical id and some letters, 32 characters at most. */
export function generatedName(stackName: string, logicalId: string): string {
  const letters = randomBytes(6).toString('hex').toUpperCase();
  const plain = (text: string, length: number) =>
    text
      .replace(/[^A-Za-z0-9-]/g, '')
      .slice(0, length)
      .replace(/^-+|-+$/g, '');
  return `${plain(stackName, 9) || 'stack'}-${plain(logicalId, 9) || 'resource'}-${letters}`;
}
