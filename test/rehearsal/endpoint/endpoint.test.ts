import { request } from 'node:http';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { DescribeServicesCommand, ECSClient, ServiceNotFoundException } from '@aws-sdk/client-ecs';
import {
  CreateRuleCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  RuleNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Endpoint, startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import { type ApiService, AwsError, NamedList, type Operation } from '../../../rehearsal/plane.ts';

let endpoint: Endpoint | undefined;
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

const namespaces = {
  ecs: { protocol: 'json', namespace: 'AmazonEC2ContainerServiceV20141113' },
  codedeploy: { protocol: 'json', namespace: 'CodeDeploy_20141006' },
  secretsmanager: { protocol: 'json', namespace: 'secretsmanager' },
  ssm: { protocol: 'json', namespace: 'AmazonSSM' },
  logs: { protocol: 'json', namespace: 'Logs_20140328' },
  elasticloadbalancing: {
    protocol: 'query',
    namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  },
  cloudformation: { protocol: 'query', namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' },
  rds: { protocol: 'query', namespace: 'http://rds.amazonaws.com/doc/2014-10-31/' },
} as const;

const faults: unknown[] = [];

async function serve(signingName: keyof typeof namespaces, operations: Readonly<Record<string, Operation>>) {
  const service: ApiService = { signingName, ...namespaces[signingName], operations };
  endpoint = await startEndpoint({
    apis: [service],
    host: '127.0.0.1',
    port: 0,
    onFault: (error) => faults.push(error),
  });
  const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };
  return { endpoint: endpoint.url, region: 'eu-central-1', credentials, maxAttempts: 1 };
}

async function post(path: string, headers: Record<string, string>, body: string | Buffer) {
  const { hostname, port } = new URL(endpoint?.url ?? '');
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const message = request({ hostname, port, path, method: 'POST', headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
    });
    message.on('error', reject);
    message.end(body);
  });
}

describe('the endpoint and the AWS SDK', () => {
  it('answers JSON clients with members, and with times as dates', async () => {
    const asked: unknown[] = [];
    const config = await serve('ecs', {
      DescribeServices: (input) => {
        asked.push(input);
        return {
          services: [{ serviceName: 'catalog', desiredCount: 2, createdAt: new Date(1_700_000_000_500) }],
          failures: [],
        };
      },
    });
    const { services } = await new ECSClient(config).send(
      new DescribeServicesCommand({ cluster: 'dev', services: ['catalog'] }),
    );
    expect(asked).toEqual([{ cluster: 'dev', services: ['catalog'] }]);
    expect(services).toEqual([
      { serviceName: 'catalog', desiredCount: 2, createdAt: new Date(1_700_000_000_500) },
    ]);
  });

  it('turns an error of a plane into the exception of the SDK', async () => {
    const config = await serve('ecs', {
      DescribeServices: () => {
        throw new AwsError('ServiceNotFoundException', 'no service catalog');
      },
    });
    const failure = await new ECSClient(config)
      .send(new DescribeServicesCommand({ services: ['catalog'] }))
      .catch((error) => error);
    expect(failure).toBeInstanceOf(ServiceNotFoundException);
    expect(failure).toMatchObject({ message: 'no service catalog', $metadata: { httpStatusCode: 400 } });
    expect(failure.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers the other JSON clients: CodeDeploy, Secrets Manager, SSM, Logs', async () => {
    const codedeploy = await serve('codedeploy', {
      GetDeployment: ({ deploymentId }) => ({ deploymentInfo: { deploymentId, status: 'Succeeded' } }),
    });
    const deployment = await new CodeDeployClient(codedeploy).send(
      new GetDeploymentCommand({ deploymentId: 'd-1' }),
    );
    expect(deployment.deploymentInfo).toEqual({ deploymentId: 'd-1', status: 'Succeeded' });
    await endpoint?.close();

    const secrets = await serve('secretsmanager', {
      GetSecretValue: ({ SecretId }) => ({ Name: SecretId, SecretString: 'x' }),
    });
    const secret = await new SecretsManagerClient(secrets).send(
      new GetSecretValueCommand({ SecretId: 'master' }),
    );
    expect(secret).toMatchObject({ Name: 'master', SecretString: 'x' });
    await endpoint?.close();

    const ssm = await serve('ssm', { GetParameter: ({ Name }) => ({ Parameter: { Name, Value: 'v' } }) });
    const parameter = await new SSMClient(ssm).send(new GetParameterCommand({ Name: '/shoal/dev/x' }));
    expect(parameter.Parameter).toEqual({ Name: '/shoal/dev/x', Value: 'v' });
    await endpoint?.close();

    const logs = await serve('logs', {
      FilterLogEvents: () => ({ events: [{ message: 'hello', timestamp: 5 }] }),
    });
    const events = await new CloudWatchLogsClient(logs).send(
      new FilterLogEventsCommand({ logGroupName: '/x' }),
    );
    expect(events.events).toEqual([{ message: 'hello', timestamp: 5 }]);
  });

  it('reads nested lists of the query protocol, and answers them', async () => {
    const asked: unknown[] = [];
    const forward = {
      TargetGroups: [
        { TargetGroupArn: 'blue', Weight: 100 },
        { TargetGroupArn: 'green', Weight: 0 },
      ],
    };
    const config = await serve('elasticloadbalancing', {
      CreateRule: (input) => {
        asked.push(input);
        return {
          Rules: [{ RuleArn: 'r', Actions: [{ Type: 'forward', ForwardConfig: forward }], IsDefault: false }],
        };
      },
    });
    const { Rules } = await new ElasticLoadBalancingV2Client(config).send(
      new CreateRuleCommand({
        ListenerArn: 'l',
        Priority: 3,
        Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['catalog.internal', 'b'] } }],
        Actions: [{ Type: 'forward', ForwardConfig: forward }],
      }),
    );
    expect(asked).toEqual([
      {
        ListenerArn: 'l',
        Priority: '3',
        Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['catalog.internal', 'b'] } }],
        Actions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: 'blue', Weight: '100' },
                { TargetGroupArn: 'green', Weight: '0' },
              ],
            },
          },
        ],
      },
    ]);
    expect(Rules).toEqual([
      { RuleArn: 'r', Actions: [{ Type: 'forward', ForwardConfig: forward }], IsDefault: false },
    ]);
  });

  it('words errors of the query protocol so that the SDK knows them', async () => {
    const config = await serve('elasticloadbalancing', {
      DescribeRules: () => {
        throw new AwsError('RuleNotFound', 'no rule <r> & co');
      },
    });
    const failure = await new ElasticLoadBalancingV2Client(config)
      .send(new DescribeRulesCommand({}))
      .catch((error) => error);
    expect(failure).toBeInstanceOf(RuleNotFoundException);
    expect(failure.message).toBe('no rule <r> & co');
  });

  it('writes times in XML as the SDK reads them', async () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    const config = await serve('cloudformation', {
      DescribeStacks: () => ({
        Stacks: [{ StackName: 'dev-network', CreationTime: at, StackStatus: 'CREATE_COMPLETE', Outputs: [] }],
      }),
    });
    const { Stacks } = await new CloudFormationClient(config).send(new DescribeStacksCommand({}));
    expect(Stacks?.[0]).toMatchObject({ StackName: 'dev-network', CreationTime: at });
  });
});

describe('the endpoint and whatever else it is sent', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('names list items as the service does', async () => {
    await serve('rds', {
      DescribeDBInstances: () => ({
        DBInstances: new NamedList('DBInstance', [{ DBInstanceIdentifier: 'a' }]),
      }),
    });
    const { text } = await post('/', form, 'Action=DescribeDBInstances&Version=2014-10-31');
    expect(text).toContain(
      '<DBInstances><DBInstance><DBInstanceIdentifier>a</DBInstanceIdentifier></DBInstance></DBInstances>',
    );
  });

  it('tells who is calling, with no service played at all', async () => {
    endpoint = await startEndpoint({ apis: [], host: '127.0.0.1', port: 0 });
    const { text } = await post('/', form, 'Action=GetCallerIdentity&Version=2011-06-15');
    expect(text).toContain('<Account>000000000000</Account>');
  });

  it('names the operations that are played when asked for another', async () => {
    await serve('ecs', { DescribeServices: () => ({}), RunTask: () => ({}) });
    const json = await post(
      '/',
      { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.CreateCluster' },
      '{}',
    );
    expect(json).toMatchObject({ status: 400 });
    expect(JSON.parse(json.text)).toMatchObject({
      __type: 'UnknownOperationException',
      message: "ecs: operation 'CreateCluster' is not played here; played: DescribeServices, RunTask",
    });
    const query = await post('/', form, 'Action=DescribeVpcs&Version=2016-11-15');
    expect(query.status).toBe(400);
    expect(query.text).toContain('<Code>InvalidAction</Code>');
  });

  it.each([
    ['JSON that is cut off', { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask' }, '{"a":', 400],
    ['JSON that is a list', { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask' }, '[1]', 400],
    [
      'bytes that are not UTF-8',
      { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask' },
      Buffer.from([0xff, 0xfe]),
      400,
    ],
    [
      'an operation named after a built-in',
      { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.constructor' },
      '{}',
      400,
    ],
    ['members that contradict each other', form, 'Action=RunTask&Version=1&a=1&a.b=2', 400],
    ['an endless path of members', form, `Action=X&Version=1&${'a.'.repeat(30)}b=1`, 400],
    ['nothing at all', {}, '', 404],
  ])('refuses %s and stays up', async (_what, headers, body, status) => {
    await serve('ecs', { RunTask: () => ({ ran: true }) });
    expect((await post('/', headers, body)).status).toBe(status);
    expect(
      (await post('/', { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask' }, '{}')).status,
    ).toBe(200);
  });

  it('refuses a body that is too long', async () => {
    await serve('ecs', { RunTask: () => ({}) });
    const answer = await post(
      '/',
      { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask' },
      Buffer.alloc(4 * 2 ** 20 + 1, 'a'),
    );
    expect(answer.status).toBe(413);
  });

  it('answers a fault of a plane as one, and tells it', async () => {
    await serve('ecs', {
      RunTask: () => {
        throw new TypeError('x is not a function');
      },
    });
    faults.length = 0;
    const answer = await post('/', { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask' }, '{}');
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text).__type).toBe('InternalFailure');
    expect(faults).toHaveLength(1);
  });

  it('answers whatever bytes it gets with a 2xx or a 4xx', async () => {
    await serve('ecs', { RunTask: (input) => ({ input }) });
    const text = fc.string({ maxLength: 40 });
    const headers = fc.oneof(
      fc.constant(form),
      text.map((name) => ({
        'x-amz-target': `AmazonEC2ContainerServiceV20141113.${encodeURIComponent(name)}`,
      })),
      fc.constant({ 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RunTask' }),
      text.map((scope) => ({
        authorization: `AWS4-HMAC-SHA256 Credential=a/20260101/r/${encodeURIComponent(scope)}/aws4_request`,
      })),
    );
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json(),
      fc
        .array(fc.tuple(text, text), { maxLength: 5 })
        .map((pairs) => new URLSearchParams([['Action', 'X'], ...pairs]).toString()),
    );
    await fc.assert(
      fc.asyncProperty(headers, body, async (sent, bytes) => {
        const { status } = await post('/', sent, bytes);
        expect([2, 4]).toContain(Math.floor(status / 100));
      }),
      { numRuns: 200 },
    );
  });
});
