import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openPlayground, type Playground } from './playground.ts';

let playground: Playground;
let listener: string;
let blue: string;
let green: string;
beforeEach(async () => {
  playground = await openPlayground();
  listener = await playground.listen();
  blue = await playground.targetGroup('dev-catalog-blue');
  green = await playground.targetGroup('dev-catalog-green');
});
afterEach(() => playground.close());

interface RuleAnswer {
  readonly Rules: readonly {
    RuleArn: string;
    Priority: string;
    Conditions: object[];
    Actions: object[];
    IsDefault: boolean;
  }[];
}

/** As the query protocol brings it: every scalar is a string. */
const catalogRule = (priority = '10') => ({
  ListenerArn: listener,
  Priority: priority,
  Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['catalog.internal'] } }],
  Actions: [
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: blue, Weight: '100' },
          { TargetGroupArn: green, Weight: '0' },
        ],
      },
    },
  ],
});

async function createRule(priority?: string): Promise<string> {
  const { Rules } = await playground.call<RuleAnswer>('CreateRule', catalogRule(priority));
  return Rules[0]?.RuleArn ?? '';
}

describe('ARNs', () => {
  it('have AWS’s shape', async () => {
    expect(playground.loadBalancerArn).toMatch(
      /^arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer\/app\/shop\/[0-9a-f]{16}$/,
    );
    expect(listener).toBe(
      `${playground.loadBalancerArn.replace(':loadbalancer', ':listener')}/${listener.split('/').at(-1)}`,
    );
    expect(await createRule()).toContain(listener.replace(':listener', ':listener-rule'));
    expect(blue).toMatch(/:targetgroup\/dev-catalog-blue\/[0-9a-f]{16}$/);
  });
});

describe('rules by API', () => {
  it('are created, found and deleted', async () => {
    const arn = await createRule();
    const { Rules } = await playground.call<RuleAnswer>('DescribeRules', { ListenerArn: listener });
    expect(Rules.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ['10', false],
      ['default', true],
    ]);
    expect(Rules[0]).toMatchObject({
      RuleArn: arn,
      Conditions: [{ Field: 'host-header' }],
      Actions: [{ ForwardConfig: { TargetGroups: [{ Weight: 100 }, { Weight: 0 }] } }],
    });
    await playground.call('DeleteRule', { RuleArn: arn });
    expect(() => playground.call('DescribeRules', { RuleArns: [arn] })).rejects.toMatchObject({
      code: 'RuleNotFound',
    });
  });

  it('keep their actions when only their conditions change, and the other way round', async () => {
    const arn = await createRule();
    playground.plane.rules.setForward(arn, [
      { targetGroupArn: blue, weight: 0 },
      { targetGroupArn: green, weight: 100 },
    ]);
    const Conditions = [{ Field: 'path-pattern', Values: ['/new/*'] }];
    const changed = await playground.call<RuleAnswer>('ModifyRule', { RuleArn: arn, Conditions });
    expect(changed.Rules[0]).toMatchObject({
      Conditions,
      Actions: [{ ForwardConfig: { TargetGroups: [{ Weight: 0 }, { Weight: 100 }] } }],
    });
    const Actions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }];
    const acted = await playground.call<RuleAnswer>('ModifyRule', { RuleArn: arn, Actions });
    expect(acted.Rules[0]).toMatchObject({ Conditions, Actions: [{ Type: 'fixed-response' }] });
  });

  it('take effect at once', async () => {
    const arn = await createRule();
    const ask = () => fetch(playground.url, { headers: { 'x-a': 'b' } });
    const Conditions = [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-a', Values: ['b'] } }];
    expect((await ask()).status).toBe(404);
    await playground.call('ModifyRule', { RuleArn: arn, Conditions });
    expect((await ask()).status).toBe(503);
  });

  it('exchange their priorities in one call', async () => {
    const first = await createRule('1');
    const second = await createRule('2');
    const RulePriorities = [
      { RuleArn: first, Priority: '2' },
      { RuleArn: second, Priority: '1' },
    ];
    await playground.call('SetRulePriorities', { RulePriorities });
    const { Rules } = await playground.call<RuleAnswer>('DescribeRules', { ListenerArn: listener });
    expect(Rules.map(({ RuleArn }) => RuleArn).slice(0, 2)).toEqual([second, first]);
  });

  it.each<[string, string, () => Readonly<Record<string, unknown>>]>([
    ['PriorityInUse', 'CreateRule', () => catalogRule('7')],
    ['ListenerNotFound', 'CreateRule', () => ({ ...catalogRule(), ListenerArn: `${listener}0` })],
    [
      'TargetGroupNotFound',
      'CreateRule',
      () => ({ ...catalogRule(), Actions: [{ Type: 'forward', TargetGroupArn: 'arn:x' }] }),
    ],
    ['ValidationError', 'CreateRule', () => catalogRule('0')],
    ['ValidationError', 'CreateRule', () => ({ ...catalogRule(), Conditions: [] })],
    ['RuleNotFound', 'ModifyRule', () => ({ RuleArn: 'arn:none', Conditions: catalogRule().Conditions })],
    ['RuleNotFound', 'DeleteRule', () => ({ RuleArn: 'arn:none' })],
    ['PriorityInUse', 'SetRulePriorities', () => ({ RulePriorities: [{ RuleArn: seventh, Priority: '8' }] })],
    ['LoadBalancerNotFound', 'DescribeListeners', () => ({ LoadBalancerArn: 'arn:none' })],
    ['TargetGroupNotFound', 'DescribeTargetHealth', () => ({ TargetGroupArn: 'arn:none' })],
    ['TargetGroupNotFound', 'DescribeTargetGroups', () => ({ Names: ['nobody'] })],
  ])('are refused with %s by %s', async (code, operation, input) => {
    seventh = await createRule('7');
    await createRule('8');
    await expect(playground.call(operation, input())).rejects.toMatchObject({ code });
  });
  let seventh = '';
});

describe('the rules port', () => {
  it('finds the rules of a listener that forward to a pair, the default included', async () => {
    const arn = await createRule();
    expect(playground.plane.rules.rulesForwardingTo(listener, [green])).toEqual([arn]);
    const other = await playground.targetGroup('other');
    const second = await playground.listen({
      Port: 9081,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: other }],
    });
    const [byDefault = ''] = playground.plane.rules.rulesForwardingTo(second, [other]);
    expect(playground.plane.rules.forwardOf(byDefault)).toEqual([{ targetGroupArn: other, weight: 1 }]);
  });
});

describe('what is there', () => {
  it('is described in AWS’s words', async () => {
    await createRule();
    const balancers = await playground.call('DescribeLoadBalancers', { Names: ['shop'] });
    expect(balancers).toMatchObject({
      LoadBalancers: [{ DNSName: playground.host, State: { Code: 'active' }, Type: 'application' }],
    });
    const listeners = await playground.call('DescribeListeners', {
      LoadBalancerArn: playground.loadBalancerArn,
    });
    expect(listeners).toMatchObject({ Listeners: [{ ListenerArn: listener, Port: 9080, Protocol: 'HTTP' }] });
    const groups = await playground.call('DescribeTargetGroups', { TargetGroupArns: [green] });
    expect(groups).toMatchObject({
      TargetGroups: [
        {
          TargetGroupName: 'dev-catalog-green',
          LoadBalancerArns: [playground.loadBalancerArn],
          TargetType: 'ip',
        },
      ],
    });
    const attributes = await playground.call('DescribeTargetGroupAttributes', { TargetGroupArn: blue });
    expect(attributes).toMatchObject({
      Attributes: expect.arrayContaining([{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }]),
    });
  });

  it('has targets that come and go by API', async () => {
    await createRule();
    const input = { TargetGroupArn: blue, Targets: [{ Id: '127.0.0.1', Port: '9' }] };
    await playground.call('RegisterTargets', input);
    const health = await playground.call('DescribeTargetHealth', { TargetGroupArn: blue });
    expect(health).toMatchObject({
      TargetHealthDescriptions: [
        { Target: { Id: '127.0.0.1', Port: 9 }, TargetHealth: { State: 'initial' } },
      ],
    });
    await playground.call('DeregisterTargets', input);
    await playground.plane.targets.deregister(blue, { address: '127.0.0.1', port: 9 });
    expect(await playground.call('DescribeTargetHealth', input)).toMatchObject({
      TargetHealthDescriptions: [{ TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } }],
    });
  });

  it('has tags', async () => {
    await playground.call('AddTags', { ResourceArns: [blue], Tags: [{ Key: 'colour', Value: 'blue' }] });
    expect(await playground.call('DescribeTags', { ResourceArns: [blue] })).toEqual({
      TagDescriptions: [{ ResourceArn: blue, Tags: [{ Key: 'colour', Value: 'blue' }] }],
    });
  });
});

describe('a template', () => {
  it('changes attributes of a target group in place', async () => {
    const TargetGroupAttributes = [
      { Key: 'load_balancing.algorithm.type', Value: 'least_outstanding_requests' },
    ];
    await playground.update('TargetGroup', blue, {
      Name: 'dev-catalog-blue',
      TargetType: 'ip',
      TargetGroupAttributes,
    });
    expect(await playground.call('DescribeTargetGroupAttributes', { TargetGroupArn: blue })).toMatchObject({
      Attributes: expect.arrayContaining(TargetGroupAttributes),
    });
  });

  it('changes the default action and the port of a listener', async () => {
    const FixedResponseConfig = { StatusCode: '410' };
    await playground.update('Listener', listener, {
      LoadBalancerArn: playground.loadBalancerArn,
      Port: 9082,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig }],
    });
    expect((await fetch(`http://${playground.host}:9082/`)).status).toBe(410);
    await expect(fetch(playground.url)).rejects.toThrow();
  });

  it('keeps a rule through an update and loses it with its listener', async () => {
    const rule = {
      ListenerArn: listener,
      Priority: 5,
      Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
    };
    const Actions = [{ Type: 'forward', TargetGroupArn: blue }];
    const arn = await playground.create('ListenerRule', { ...rule, Actions });
    await playground.update('ListenerRule', arn, { ...rule, Priority: 6, Actions });
    expect(await playground.call('DescribeRules', { RuleArns: [arn] })).toMatchObject({
      Rules: [{ Priority: '6' }],
    });
    await playground.delete('Listener', listener);
    await playground.delete('ListenerRule', arn);
    await playground.delete('TargetGroup', blue);
    await expect(playground.call('DescribeTargetGroups', { TargetGroupArns: [blue] })).rejects.toThrow(
      'not found',
    );
  });

  it.each([
    ['TargetGroup', { Name: 'x', TargetType: 'instance' }, "TargetType is 'instance'"],
    [
      'TargetGroup',
      { Name: 'x', TargetType: 'ip', HealthCheckIntervalSeconds: 1 },
      'whole numbers from 5 to 300',
    ],
    [
      'TargetGroup',
      { Name: 'x', TargetType: 'ip', TargetGroupAttributes: [{ Key: 'stickiness.enabled', Value: 'true' }] },
      'allowed: false',
    ],
    [
      'TargetGroup',
      { Name: 'x', TargetType: 'ip', Matcher: { HttpCode: '600' } },
      "'600' must be within '200-499'",
    ],
    [
      'LoadBalancer',
      { Name: 'x', LoadBalancerAttributes: [{ Key: 'colour', Value: 'blue' }] },
      "attribute key 'colour' is not recognized",
    ],
    ['LoadBalancer', { Name: 'shop' }, "name 'shop' exists already"],
    ['LoadBalancer', { Name: 'x', Type: 'network' }, "plays 'application' only"],
  ])('with a %s of %j is refused', async (type, properties, sentence) => {
    await expect(playground.create(type, properties)).rejects.toThrow(sentence);
  });

  it('cannot delete a target group that a rule names', async () => {
    await createRule();
    await expect(playground.delete('TargetGroup', blue)).rejects.toMatchObject({ code: 'ResourceInUse' });
  });

  it('cannot give one target group to two balancers', async () => {
    await createRule();
    const LoadBalancerArn = await playground.create('LoadBalancer', { Name: 'second' });
    const DefaultActions = [{ Type: 'forward', TargetGroupArn: blue }];
    await expect(playground.listen({ LoadBalancerArn, Port: 9083, DefaultActions })).rejects.toMatchObject({
      code: 'TargetGroupAssociationLimit',
    });
  });
});
