import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { bearsFaults } from '../../platform/stage/experiments.ts';
import type { InterfaceEndpoint } from '../../platform/stage/network.ts';
import { stages } from '../../platform/stages.ts';
import { identityPolicies, statementsOf } from '../support/policies.ts';
import { resourcesOf, type SynthesizedResource, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const ownAccount = { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } };

/** `ecr.api`, of an endpoint in a template. */
function serviceOf({ properties: { ServiceName } }: SynthesizedResource): string {
  const parts: readonly unknown[] = ServiceName['Fn::Join']?.[1] ?? [ServiceName];
  const name = parts.map((part) => (typeof part === 'string' ? part : 'region')).join('');
  return name.split('.').slice(3).join('.');
}

/** What an agent that puts faults into tasks asks before it has a role. */
const registration = [
  'ssm:RegisterManagedInstance',
  'ssm:RequestManagedInstanceRoleToken',
  'ssm:UpdateManagedInstancePublicKey',
];

describe.each(stages)('the ways of $name to AWS', ({ network, zones, ...stage }) => {
  const { name, region } = stage;
  const layers = `prod-${region}-starport-layer-bucket/*`;
  const packages = `al2023-repos-${region}-de612dc2/*`;
  const agents = services.some((service) => bearsFaults(stage, service.name));
  const { resources } = stackOf(stacks, name, 'network');
  const endpoints = resources.filter(({ type }) => type === 'AWS::EC2::VPCEndpoint');
  const ofKind = (kind: string) => endpoints.filter(({ properties }) => properties.VpcEndpointType === kind);
  const listed = 'none' in network.endpoints ? [] : network.endpoints.services;

  it('are those that the stage lists, and nothing it does not pay for', () => {
    expect(ofKind('Interface').map(serviceOf).sort()).toEqual([...listed].sort());
  });

  it('stand in as many zones as the stage says, under the names that programs know', () => {
    const wanted = 'none' in network.endpoints || network.endpoints.zones === 'one' ? 1 : zones.length;
    for (const { properties } of ofKind('Interface')) {
      expect(properties.SubnetIds).toHaveLength(wanted);
      expect(properties.PrivateDnsEnabled).toBe(true);
    }
  });

  it('let roles of this account through, and nobody else', () => {
    for (const endpoint of ofKind('Interface')) {
      const [statement, ...others] = endpoint.properties.PolicyDocument.Statement;
      expect(statement).toEqual({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: expect.stringMatching(/^[a-z]+:\*$/),
        Resource: expect.anything(),
        Condition: ownAccount,
      });
      expect(others.map(({ Action }: { Action: unknown }) => Action)).toEqual(
        serviceOf(endpoint) === 'ssm' && agents ? [registration] : [],
      );
    }
  });

  it('lead to things of this account, where an API says whose they are', () => {
    const anybodys = ofKind('Interface').filter(
      ({ properties }) => properties.PolicyDocument.Statement[0].Resource === '*',
    );
    const cannotSay: readonly InterfaceEndpoint[] = [
      ...(['codedeploy', 'ecr.api', 'ecr.dkr', 'monitoring', 'ssm', 'ssmmessages', 'sts', 'xray'] as const),
    ];
    expect(anybodys.map(serviceOf).filter((service) => !cannotSay.some((one) => one === service))).toEqual(
      [],
    );
  });

  it('admit private subnets on 443, and lead nowhere by themselves', () => {
    const groups = resources.filter(({ id }) => id.startsWith('EndpointsSecurityGroup'));
    expect(groups).toHaveLength(listed.length === 0 ? 0 : 1);
    const subnets = resources
      .filter(({ id, type }) => type === 'AWS::EC2::Subnet' && id.startsWith('VpcPrivate'))
      .map(({ properties }) => properties.CidrBlock);
    for (const { properties } of groups) {
      expect(properties.SecurityGroupEgress).toEqual([
        expect.objectContaining({ CidrIp: '255.255.255.255/32' }),
      ]);
      expect(properties.SecurityGroupIngress).toEqual(
        subnets.map((CidrIp) =>
          expect.objectContaining({ CidrIp, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }),
        ),
      );
    }
  });

  it('to S3 is free, from the private tier, to what AWS keeps there for everybody: layers of images, packages of agents', () => {
    const [storage, ...others] = ofKind('Gateway');
    expect(others).toEqual([]);
    expect(storage && serviceOf(storage)).toBe('s3');
    expect(storage?.properties.PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 's3:GetObject',
        Resource: agents ? [`arn:aws:s3:::${packages}`, `arn:aws:s3:::${layers}`] : `arn:aws:s3:::${layers}`,
      },
    ]);
    const tables = storage?.properties.RouteTableIds.map(({ Ref }: { Ref: string }) => Ref);
    expect(tables).toHaveLength(zones.length);
    for (const table of tables) expect(table).toMatch(/^VpcPrivate/);
  });
});

/** The endpoint that goes to an API, where it is not called as its actions begin. */
const endpointOf: Readonly<Record<string, InterfaceEndpoint | undefined>> = {
  appconfig: 'appconfigdata',
  cloudwatch: 'monitoring',
  ecr: 'ecr.api',
};

/** Actions that nothing in the network asks AWS for. */
const askedElsewhere: Readonly<Record<string, string>> = {
  ec2: 'Lambda puts a function into the network, from outside of it',
  kms: 'services of AWS use a key on behalf of who asks them',
  iam: 'AWS checks it where a role is handed on, and no program asks for it',
  'rds-db': 'it is a connection to the database',
};

/** The roles of tasks, and of functions that stand in the network, with the policies they have. */
function rolesInNetwork(stage: string): readonly SynthesizedResource[] {
  const ofTasks = resourcesOf(stacks, 'AWS::IAM::Role')
    .filter(({ properties }) => JSON.stringify(properties.AssumeRolePolicyDocument).includes('ecs-tasks.'))
    .map(({ stack, id }) => `${stack}/${id}`);
  const ofFunctions = resourcesOf(stacks, 'AWS::Lambda::Function')
    .filter(({ properties }) => properties.VpcConfig !== undefined)
    .map(({ stack, properties }) => `${stack}/${properties.Role['Fn::GetAtt'][0]}`);
  const known = [...ofTasks, ...ofFunctions];
  return resourcesOf(stacks, 'AWS::IAM::Role', ...identityPolicies).filter((resource) => {
    const roles: readonly { readonly Ref?: string }[] = resource.properties.Roles ?? [{ Ref: resource.id }];
    return resource.stage === stage && roles.some(({ Ref }) => known.includes(`${resource.stack}/${Ref}`));
  });
}

describe('a stage with endpoints', () => {
  it.each(stages.filter(({ network }) => !('none' in network.endpoints)))(
    '$name has one for every API that its tasks and functions ask, and none that nobody asks',
    ({ name, network }) => {
      const actions = rolesInNetwork(name)
        .flatMap(statementsOf)
        .flatMap((statement) => statement.actions);
      const asked = new Set(
        actions
          .map((action) => action.split(':')[0] ?? '')
          .filter((prefix) => !(prefix in askedElsewhere))
          .map((prefix) => endpointOf[prefix] ?? prefix),
      );
      // Whoever pulls an image asks both of them.
      if (asked.has('ecr.api')) asked.add('ecr.dkr');
      // What differs belongs into `network.endpoints` of platform/stages.ts.
      expect('none' in network.endpoints ? [] : [...network.endpoints.services].sort()).toEqual(
        [...asked].sort(),
      );
    },
  );
});
