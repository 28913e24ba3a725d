import { describe, expect, it } from '@jest/globals';
import { identityPolicies, isBoundary, statementsOf } from '../support/policies.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const statements = resourcesOf(stacks, 'AWS::IAM::Role', ...identityPolicies)
  .filter((one) => !isBoundary(one))
  .flatMap(statementsOf);

/** Actions for which AWS lets a policy name no resource, or for which a service insists on all. */
const starred: Readonly<Record<string, string>> = {
  'cloudformation:DescribeStacks': 'the guards ask for the list of all, which names none',
  'cloudwatch:PutMetricData': 'knows no resource; confined by the namespace instead',
  'ec2:AssignPrivateIpAddresses': 'Lambda checks it on all resources before it puts a function in a VPC',
  'ec2:CreateNetworkInterface': 'Lambda checks it on all resources before it puts a function in a VPC',
  'ec2:DeleteNetworkInterface': 'Lambda checks it on all resources before it puts a function in a VPC',
  'ec2:DescribeManagedPrefixLists': 'knows no resource',
  'ec2:DescribeNetworkAcls': 'knows no resource',
  'ec2:DescribeNetworkInterfaces': 'knows no resource',
  'ec2:DescribeSubnets': 'knows no resource',
  'ec2:DescribeVpcs': 'knows no resource',
  'ec2:UnassignPrivateIpAddresses': 'Lambda checks it on all resources before it puts a function in a VPC',
  'ec2messages:AcknowledgeMessage': 'knows no resource',
  'ec2messages:DeleteMessage': 'knows no resource',
  'ec2messages:FailMessage': 'knows no resource',
  'ec2messages:GetEndpoint': 'knows no resource',
  'ec2messages:GetMessages': 'knows no resource',
  'ec2messages:SendReply': 'knows no resource',
  'ecr:GetAuthorizationToken': 'knows no resource',
  'ecs:ListTasks':
    'knows only container instances, which Fargate has none of; confined by the cluster instead',
  'elasticloadbalancing:DescribeListeners': 'knows no resource',
  'elasticloadbalancing:DescribeRules': 'knows no resource',
  'elasticloadbalancing:DescribeTargetGroups': 'knows no resource',
  'inspector2:ListCoverage': 'knows no resource',
  'inspector2:ListFindings': 'knows no resource',
  'logs:CreateLogDelivery': 'knows no resource; FIS sets up where its log goes',
  'logs:DescribeLogGroups': 'ECS Exec asks it of all groups',
  'logs:DescribeResourcePolicies': 'knows no resource',
  'logs:PutResourcePolicy': 'knows no resource; FIS sets up where its log goes',
  's3:ListAllMyBuckets': 'knows no resource; Synthetics looks for its bucket among all',
  'ssm:AddTagsToResource': 'an activation has no id before it is made; confined by its tags instead',
  'ssm:CancelCommand': 'FIS names no resource when it ends its own command',
  'ssm:CreateActivation': 'knows no resource; confined by its tags instead',
  'ssm:DeleteActivation': 'knows no resource',
  'ssm:ListCommands': 'FIS names no resource when it asks for its own command',
  'ssmmessages:CreateControlChannel': 'knows no resource',
  'ssmmessages:CreateDataChannel': 'knows no resource',
  'ssmmessages:OpenControlChannel': 'knows no resource',
  'ssmmessages:OpenDataChannel': 'knows no resource',
  'tag:GetResources': 'knows no resource',
  'xray:PutTelemetryRecords': 'knows no resource',
  'xray:PutTraceSegments': 'knows no resource',
};

describe('permissions', () => {
  it('name every action they allow, none by a star', () => {
    const allowed = statements.filter(({ effect }) => effect === 'Allow');
    expect(allowed.length).toBeGreaterThan(50);
    expect(
      allowed.flatMap(({ address, actions }) =>
        actions.filter((action) => action.includes('*')).map((action) => `${address}: ${action}`),
      ),
    ).toEqual([]);
  });

  it('reach every resource only where AWS offers no other', () => {
    const onEverything = statements.filter(({ resources }) => resources.includes('*'));
    expect(
      onEverything.flatMap(({ address, actions }) =>
        actions.filter((action) => !(action in starred)).map((action) => `${address}: ${action}`),
      ),
    ).toEqual([]);
    expect([...new Set(onEverything.flatMap(({ actions }) => actions))].sort()).toEqual(Object.keys(starred));
  });

  it('leave the master secret of a database to the function that makes tenants', () => {
    const readers = statements.filter(({ resources }) =>
      JSON.stringify(resources).includes('MasterUserSecret'),
    );
    expect(readers.map(({ address }) => address.replace(/Default.*/, ''))).toEqual(
      ['dev', 'prod', 'staging'].map((stage) => `${stage}-data/TenantsOnEventRole`),
    );
  });

  it('give no role a policy of AWS itself that does more than write logs', () => {
    const managed = resourcesOf(stacks, 'AWS::IAM::Role').flatMap(
      ({ properties }) =>
        JSON.stringify(properties.ManagedPolicyArns ?? []).match(/iam::aws:policy[^"]+/g) ?? [],
    );
    expect([...new Set(managed)]).toEqual(['iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']);
  });
});
