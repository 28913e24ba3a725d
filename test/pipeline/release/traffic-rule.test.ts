import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CustomResourceEvent } from '../../../pipeline/release/custom-resource.ts';
import { createTrafficRule, type TrafficRule } from '../../../pipeline/release/traffic-rule.ts';
import { FakeElbv2 } from './fake-elbv2.ts';
import { awsError } from './strict-client.ts';

const properties = {
  ListenerArn: 'listener-1',
  Priority: '20',
  HostHeaders: ['catalog.internal'],
  BlueTargetGroupArn: 'blue',
  GreenTargetGroupArn: 'green',
};
type Changes = Partial<typeof properties>;

let elbv2: FakeElbv2;
let trafficRule: TrafficRule;

beforeEach(() => {
  elbv2 = new FakeElbv2();
  trafficRule = createTrafficRule({ elbv2: elbv2 as unknown as Pick<ElasticLoadBalancingV2Client, 'send'> });
});

function creation(changes: Changes = {}): CustomResourceEvent {
  return {
    RequestType: 'Create',
    RequestId: 'request-1',
    LogicalResourceId: 'Rule',
    StackId: 'stack',
    ResourceProperties: { ...properties, ...changes },
  };
}

function update(PhysicalResourceId: string, after: Changes, before: Changes = {}): CustomResourceEvent {
  return {
    ...creation(after),
    RequestType: 'Update',
    PhysicalResourceId,
    OldResourceProperties: { ...properties, ...before },
  };
}

async function created(changes: Changes = {}): Promise<string> {
  return (await trafficRule.onEvent(creation(changes))).PhysicalResourceId;
}

const changes = (): readonly string[] =>
  elbv2.calls.map(({ command }) => command).filter((command) => command !== 'DescribeRules');

describe('Custom::TrafficRule, created', () => {
  it('names both target groups, all traffic to blue', async () => {
    const answer = await trafficRule.onEvent(creation());
    expect(answer).toEqual({
      PhysicalResourceId: 'listener-1:listener-rule/1',
      Data: { RuleArn: 'listener-1:listener-rule/1' },
    });
    expect(elbv2.weightsOf(answer.PhysicalResourceId)).toEqual({ blue: 100, green: 0 });
    expect(elbv2.inputsOf('CreateRule')).toMatchObject([
      {
        Priority: 20,
        Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['catalog.internal'] } }],
      },
    ]);
  });

  it('adopts the rule of an earlier try, even after a release has moved its weights', async () => {
    await created({ HostHeaders: ['users.internal'], Priority: '5' });
    await created({ HostHeaders: ['carts.internal'], Priority: '10' });
    const first = await created();
    elbv2.shift(first, { blue: 0, green: 100 });
    expect(await created()).toBe(first);
    expect(elbv2.weightsOf(first)).toEqual({ blue: 0, green: 100 });
    expect(elbv2.rules).toHaveLength(3);
  });

  it('adopts it when a release has left one target group in it', async () => {
    const first = await created();
    elbv2.shift(first, { green: 100 });
    expect(await created()).toBe(first);
  });

  it('explains who has the priority', async () => {
    await created({
      HostHeaders: ['users.internal'],
      BlueTargetGroupArn: 'u-blue',
      GreenTargetGroupArn: 'u-green',
    });
    await created({ HostHeaders: ['carts.internal'], Priority: '21' });
    await expect(created()).rejects.toThrow(
      'priority 20 on listener listener-1: taken by listener-1:listener-rule/1 (host-header users.internal to u-blue, u-green), a priority can be had once on a listener; free are 22',
    );
  });

  it('refuses to be without a condition', async () => {
    await expect(created({ HostHeaders: [] })).rejects.toThrow('Rule: property HostHeaders is []');
  });
});

describe('Custom::TrafficRule, updated', () => {
  it('changes conditions and leaves the weights of a release alone', async () => {
    const rule = await created();
    elbv2.shift(rule, { blue: 0, green: 100 });
    const answer = await trafficRule.onEvent(update(rule, { HostHeaders: ['stock.internal'] }));
    expect(answer.PhysicalResourceId).toBe(rule);
    expect(changes()).toEqual(['CreateRule', 'ModifyRule']);
    expect(elbv2.weightsOf(rule)).toEqual({ blue: 0, green: 100 });
  });

  it('changes the priority', async () => {
    const rule = await created();
    await trafficRule.onEvent(update(rule, { Priority: '30' }));
    expect(changes()).toEqual(['CreateRule', 'SetRulePriorities']);
    expect(elbv2.rules).toMatchObject([{ RuleArn: rule, Priority: '30' }]);
  });

  it('explains a collision of priorities', async () => {
    const rule = await created();
    await created({ Priority: '30', HostHeaders: ['carts.internal'] });
    await expect(trafficRule.onEvent(update(rule, { Priority: '30' }))).rejects.toThrow(
      'priority 30 on listener listener-1: taken by listener-1:listener-rule/2 (host-header carts.internal',
    );
  });

  it('changes nothing when it is what it should be, as when a stack rolls back', async () => {
    const rule = await created();
    await trafficRule.onEvent(update(rule, {}, { Priority: '30' }));
    expect(changes()).toEqual(['CreateRule']);
  });

  it('fails and changes nothing when the rule is gone', async () => {
    const rule = await created();
    elbv2.rules.splice(0);
    await expect(trafficRule.onEvent(update(rule, { Priority: '30' }))).rejects.toThrow(
      `rule ${rule} is gone, so the live colour cannot be known and nothing was changed`,
    );
    expect(changes()).toEqual(['CreateRule']);
  });

  it('takes the rule that somebody put back in its place', async () => {
    const old = await created();
    elbv2.rules.splice(0);
    await created({ HostHeaders: ['carts.internal'], Priority: '10' });
    const back = await created();
    expect(back).not.toBe(old);
    expect(await trafficRule.onEvent(update(old, {}))).toMatchObject({ PhysicalResourceId: back });
  });
});

describe('Custom::TrafficRule, replaced', () => {
  it('takes the live weights with it to another listener', async () => {
    const old = await created();
    elbv2.shift(old, { blue: 0, green: 100 });
    const { PhysicalResourceId: rule } = await trafficRule.onEvent(
      update(old, { ListenerArn: 'listener-2' }),
    );
    expect(rule).toMatch(/^listener-2:/);
    expect(elbv2.weightsOf(rule)).toEqual({ blue: 0, green: 100 });
    expect(elbv2.rules).toHaveLength(2);
  });

  it('takes the only target group a release has left in it, as the live one', async () => {
    const old = await created();
    const [rule] = elbv2.rules;
    if (rule !== undefined) rule.Actions = [{ Type: 'forward', TargetGroupArn: 'green' }];
    const answer = await trafficRule.onEvent(update(old, { ListenerArn: 'listener-2' }));
    expect(elbv2.weightsOf(answer.PhysicalResourceId)).toEqual({ blue: 0, green: 100 });
  });

  it('fails and changes nothing when the live weights cannot be read', async () => {
    const old = await created();
    elbv2.rules.splice(0);
    await expect(trafficRule.onEvent(update(old, { ListenerArn: 'listener-2' }))).rejects.toThrow(
      'the live colour cannot be known',
    );
    elbv2.failNext('DescribeRules', awsError('AccessDenied', 'not allowed'));
    await expect(trafficRule.onEvent(update(old, { ListenerArn: 'listener-2' }))).rejects.toThrow(
      'not allowed',
    );
    expect(changes()).toEqual(['CreateRule']);
  });

  it('fails and changes nothing when no target group has traffic', async () => {
    const old = await created();
    elbv2.shift(old, { blue: 0, green: 0 });
    await expect(trafficRule.onEvent(update(old, { ListenerArn: 'listener-2' }))).rejects.toThrow(
      'sends traffic nowhere',
    );
    expect(elbv2.rules).toHaveLength(1);
  });

  it('refuses to lose the target group that has the traffic', async () => {
    const old = await created();
    elbv2.shift(old, { blue: 0, green: 100 });
    await expect(trafficRule.onEvent(update(old, { GreenTargetGroupArn: 'green-2' }))).rejects.toThrow(
      'target group green has live traffic and is not among the new ones: release once',
    );
    expect(elbv2.rules).toHaveLength(1);
  });

  it('waits behind the old rule, with the live weights, where only the idle target group is new', async () => {
    const old = await created();
    const { PhysicalResourceId: rule } = await trafficRule.onEvent(
      update(old, { GreenTargetGroupArn: 'green-2' }),
    );
    expect(elbv2.rules).toMatchObject([
      { RuleArn: old, Priority: '20' },
      { RuleArn: rule, Priority: '21' },
    ]);
    expect(elbv2.weightsOf(rule)).toEqual({ blue: 100, 'green-2': 0 });
  });

  it('starts in blue where both target groups are new, as their service does', async () => {
    const old = await created();
    elbv2.shift(old, { blue: 0, green: 100 });
    const both = { BlueTargetGroupArn: 'blue-2', GreenTargetGroupArn: 'green-2' };
    const { PhysicalResourceId: rule } = await trafficRule.onEvent(update(old, both));
    expect(elbv2.weightsOf(rule)).toEqual({ 'blue-2': 100, 'green-2': 0 });
  });

  it('goes back to the old rule when the stack rolls back', async () => {
    const old = await created();
    const elsewhere = { ListenerArn: 'listener-2' };
    const { PhysicalResourceId: rule } = await trafficRule.onEvent(update(old, elsewhere));
    expect(await trafficRule.onEvent(update(rule, {}, elsewhere))).toMatchObject({ PhysicalResourceId: old });
  });
});

describe('Custom::TrafficRule, deleted', () => {
  const deletion = (PhysicalResourceId: string): CustomResourceEvent => ({
    ...update(PhysicalResourceId, {}),
    RequestType: 'Delete',
  });

  it('removes the rule, and is content when it is gone', async () => {
    const rule = await created();
    expect(await trafficRule.onEvent(deletion(rule))).toEqual({ PhysicalResourceId: rule });
    expect(elbv2.rules).toEqual([]);
    expect(await trafficRule.onEvent(deletion(rule))).toEqual({ PhysicalResourceId: rule });
  });

  it('leaves alone what never was a rule', async () => {
    await trafficRule.onEvent(deletion('a-creation-that-failed'));
    expect(elbv2.calls).toEqual([]);
  });

  it('fails when ELB refuses, so that the stack keeps the rule', async () => {
    const rule = await created();
    elbv2.failNext('DeleteRule', awsError('ThrottlingException', 'Rate exceeded'));
    await expect(trafficRule.onEvent(deletion(rule))).rejects.toThrow('Rate exceeded');
  });
});
