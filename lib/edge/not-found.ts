import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/**
 * What every listener does by default. A default action belongs to CloudFormation, which would turn back traffic
 * that a release has moved; so it never serves any.
 */
export function notFound(): elbv2.ListenerAction {
  return elbv2.ListenerAction.fixedResponse(404, {
    contentType: 'application/json',
    messageBody: JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404 }),
  });
}
