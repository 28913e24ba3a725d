/** A type of resource that live traffic goes by, and which changes of it move or cut that traffic. */
export interface TrafficType {
  /** What it is, for sentences. */
  readonly noun: string;
  /** Properties that replace it, and with it what hangs on it. */
  readonly replacedBy: readonly string[];
  /** Properties that change it in place and lead traffic elsewhere, and how. */
  readonly movedBy?: Readonly<Record<string, string>>;
  /** Why no change of it is let through, one that adds it included. */
  readonly untouchable?: string;
  /** Why no property of one like this may change; asked with what stands deployed. */
  readonly frozen?: (deployed: Readonly<Record<string, unknown>>) => string | undefined;
  /** How to get there while traffic stays where it is. */
  readonly path: string;
  /** The same for properties that have a way of their own. */
  readonly pathsOf?: Readonly<Record<string, string>>;
}

const release = 'traffic moves by Custom::Release alone (npx shoal deploy)';

const elsewhere = 'leads a release somewhere else than where the traffic is';

/** What the load balancer asks both colours, from the moment it is written; who answers otherwise is taken out. */
const healthCheck = ['HealthCheckPath', 'HealthCheckPort', 'HealthCheckProtocol', 'Matcher'];
const asOf = (words: string) => Object.fromEntries(healthCheck.map((property) => [property, words]));

/** A law holds what replaces them against AWS's own specification, which comes with the CDK. */
export const trafficTypes: Readonly<Record<string, TrafficType>> = {
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    noun: 'listener rule',
    replacedBy: ['ListenerArn'],
    untouchable:
      'a stack that writes a rule writes the weights of its template over those of the last release',
    path: 'let Custom::TrafficRule make it, as lib/service/traffic-rules.ts does: it changes conditions and priority, and leaves the weights to releases',
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    noun: 'listener',
    replacedBy: ['LoadBalancerArn'],
    movedBy: {
      DefaultActions: 'sends all that no rule matches somewhere else at once',
      Port: 'leaves whoever calls the old port without an answer',
      Protocol: 'leaves whoever speaks the old protocol without an answer',
    },
    path: 'leave it; or add a second listener, lead callers there, and let this one go when nobody uses it',
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    noun: 'target group',
    replacedBy: ['IpAddressType', 'Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId'],
    movedBy: {
      Targets: 'takes out the tasks that serve, whom ECS has put in',
      ...asOf(
        'is asked of the version that serves too, at once and before any release, and a task that does not pass is stopped',
      ),
    },
    path: `leave it, the colour that serves is in one of the two; ${release}. Where it must be, add a service beside it with the new value, and lead callers there`,
    pathsOf: asOf(
      'let the version that serves pass both checks, in one release; change the check (healthPath) in the next, and let this go there',
    ),
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    noun: 'load balancer',
    replacedBy: ['Name', 'Scheme', 'Type'],
    path: 'leave it; or add a second one, lead the names there, and let this one go when its access log is silent',
  },
  'AWS::ECS::Cluster': {
    noun: 'cluster',
    replacedBy: ['ClusterName'],
    path: 'leave it, all tasks run in it; a second one takes services of its own',
  },
  'AWS::ECS::Service': {
    noun: 'service',
    replacedBy: [
      'Cluster',
      'DeploymentController',
      'LaunchType',
      'Role',
      'SchedulingStrategy',
      'ServiceName',
    ],
    movedBy: { LoadBalancers: 'puts its tasks into other target groups than those that have the traffic' },
    frozen: ({ DeploymentController: controller }) =>
      JSON.stringify(controller)?.includes('CODE_DEPLOY')
        ? 'is refused by ECS, or undoes what CodeDeploy has set: under its control a service is frozen (decision 2)'
        : undefined,
    path: `leave it as it is; ${release}, and what may change travels in its AppSpec`,
  },
  'AWS::CodeDeploy::Application': {
    noun: 'CodeDeploy application',
    replacedBy: ['ApplicationName', 'ComputePlatform'],
    path: 'leave it; a release that runs in it would be lost',
  },
  'AWS::CodeDeploy::DeploymentGroup': {
    noun: 'deployment group',
    replacedBy: ['ApplicationName', 'DeploymentGroupName'],
    movedBy: {
      DeploymentStyle: 'releases without moving traffic, or without a second colour',
      ECSServices: elsewhere,
      LoadBalancerInfo: elsewhere,
    },
    path: 'leave it; its steps, alarms and times may change, its service and its listeners stay',
  },
  'AWS::Route53::RecordSet': {
    noun: 'record',
    replacedBy: ['HostedZoneId', 'HostedZoneName', 'Name'],
    movedBy: {
      AliasTarget: 'leads the name somewhere else',
      ResourceRecords: 'leads the name somewhere else',
      Type: 'answers other questions than before',
      Weight: 'leads a part of the callers somewhere else',
    },
    path: 'leave it; or add a second name, lead callers there, and let this one go when nobody asks for it',
  },
  'AWS::Route53::HostedZone': {
    noun: 'zone',
    replacedBy: ['DelegationSetId', 'Name'],
    path: 'leave it; all names of the stage are in it',
  },
  'Custom::TrafficRule': {
    noun: 'rule',
    replacedBy: ['ServiceToken', 'ListenerArn', 'BlueTargetGroupArn', 'GreenTargetGroupArn'],
    path: 'leave it; its conditions and its priority may change. What it leads to is the choice of releases',
  },
  'Custom::Release': {
    noun: 'release',
    replacedBy: ['ServiceToken'],
    movedBy: Object.fromEntries(
      ['Strategy', 'Cluster', 'Service', 'Application', 'DeploymentGroup'].map((name) => [name, elsewhere]),
    ),
    path: 'leave it; a service with another name, cluster or strategy goes beside this one, and callers move there (decision 28)',
  },
};
