import { describe, expect, it } from '@jest/globals';
import { overBudget } from '../../../../pipeline/guards/cost/budget.ts';
import { differenceBetween } from '../../../../pipeline/guards/cost/difference.ts';
import { reportOf } from '../../../../pipeline/guards/cost/report.ts';
import { differenceTableOf, tableOf } from '../../../../pipeline/guards/cost/table.ts';
import { costWith, type Resources } from './charges-of.ts';

const action = (hour: number, capacity: number) => ({
  Schedule: `cron(0 ${hour} ? * * *)`,
  ScalableTargetAction: { MinCapacity: capacity, MaxCapacity: capacity },
});
const resources: Resources = {
  Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal', Subnets: ['a', 'b'] }],
  Service: ['AWS::ECS::Service', { Cluster: 'dev', ServiceName: 'carts', TaskDefinition: 'dev-carts' }],
  Task: ['AWS::ECS::TaskDefinition', { Family: 'dev-carts', Cpu: '256', Memory: '512' }],
  Target: [
    'AWS::ApplicationAutoScaling::ScalableTarget',
    { ResourceId: 'service/dev/carts', MinCapacity: 1, ScheduledActions: [action(8, 1), action(20, 0)] },
  ],
  KeyOfLogs: ['AWS::KMS::Key'],
  KeyOfData: ['AWS::KMS::Key'],
};
const cost = costWith(resources);

describe('the report for programs', () => {
  const report = reportOf([cost], () => 100);
  const dev = report.stages.dev;

  it('has each stage by its name, with what it costs and what it would cost awake', () => {
    expect(dev).toMatchObject({
      monthly: expect.closeTo(26.89, 1),
      monthlyAwake: expect.closeTo(32.07, 1),
      savedBySleep: expect.closeTo(5.2, 0),
      budget: { monthlyUsd: 100 },
      freeResources: 2,
      perLogGb: 0,
    });
    expect(dev?.perMillionRequests).toBeGreaterThan(0);
  });

  it('has its parts and its resources, which add up to it', () => {
    const sum = (of: readonly { readonly monthly: number }[]) =>
      of.reduce((total, { monthly }) => total + monthly, 0);
    expect(sum(Object.values(dev?.groups ?? {}))).toBeCloseTo(dev?.monthly ?? 0, 2);
    expect(sum(dev?.resources ?? [])).toBeCloseTo(dev?.monthly ?? 0, 2);
    expect(dev?.resources[0]).toMatchObject({
      address: 'dev-some/Balancer',
      stack: 'dev-some',
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      monthly: 19.71,
      charges: [
        { group: 'load balancers', what: 'application balancer', monthly: 19.71, monthlyAwake: 19.71 },
        { what: 'capacity units', monthly: 0 },
      ],
    });
  });

  it('says when its prices were read, and in what', () => {
    expect(report.prices).toMatchObject({
      read: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      currency: 'USD',
    });
  });
});

describe('the table for people', () => {
  const table = tableOf(cost, { budget: 20 });

  it('counts what is alike, and sums it up', () => {
    expect(table).toMatch(/^ {2}2 × key, .* 2\.00 {2}/m);
    expect(table).toMatch(/^sum +26\.\d\d +32\.\d\d/m);
  });

  it('has each resource on a line where that is asked for', () => {
    const long = tableOf(cost, { budget: 20, eachResource: true });
    expect(long).toMatch(/^ {2}dev-some\/KeyOfLogs key, /m);
    expect(long).toMatch(/^ {2}dev-some\/KeyOfData key, /m);
  });

  it('says what sleeping saves, what requests and logs add, and that the budget is exceeded', () => {
    expect(table).toMatch(
      /^Sleeping saves 5\.\d\d a month of 32\.\d\d: its tasks run in 50 % of all hours\.$/m,
    );
    expect(table).toMatch(/^A million requests add \d\.\d\d, a GB of logs adds 0\.00\.$/m);
    expect(table).toMatch(/^The budget of 20\.00 is exceeded by 6\.\d\d\.$/m);
  });
});

describe('a budget', () => {
  it('is kept by a stage that costs as much', () => {
    expect(overBudget(cost, cost.monthly)).toBeUndefined();
  });

  it('is exceeded by one that costs more, in words: how much, by what, and what to do', () => {
    expect(overBudget(cost, 20)).toMatch(
      /^stage 'dev' costs 26\.\d\d USD a month, and its budget is 20\.00\. Its largest parts: load balancers 19\.71, tasks .*\. `npx shoal cost --stage dev` shows them all, docs\/cost\.md .* or raise budget\.monthlyUsd in platform\/stages\.ts by 6\.\d\d\.$/,
    );
  });
});

describe('the difference between two states', () => {
  const { KeyOfData: _, ...fewer } = resources;
  const later = costWith({ ...fewer, Secret: ['AWS::SecretsManager::Secret'] });
  const difference = differenceBetween(cost, later);

  it('names what came and what went, the dearest first', () => {
    expect(difference.changes).toEqual([
      {
        address: 'dev-some/KeyOfData',
        type: 'AWS::KMS::Key',
        kind: 'removed',
        monthly: -1,
        perMillionRequests: 0,
      },
      {
        address: 'dev-some/Secret',
        type: 'AWS::SecretsManager::Secret',
        kind: 'added',
        monthly: expect.closeTo(0.4),
        perMillionRequests: 0,
      },
    ]);
    expect(difference.monthly).toBeCloseTo(-0.6);
  });

  it('calls a resource changed that is there before and after', () => {
    const cluster = (Value: string): Resources => ({
      Cluster: ['AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value }] }],
    });
    const { changes } = differenceBetween(costWith(cluster('enabled')), costWith(cluster('disabled')));
    expect(changes).toMatchObject([{ address: 'dev-some/Cluster', kind: 'changed' }]);
  });

  it('is all of a stage that was not there', () => {
    expect(differenceBetween(undefined, cost).monthly).toBe(cost.monthly);
  });

  it('is told with its signs, or as none', () => {
    expect(differenceTableOf(difference, 'HEAD~1')).toMatch(
      /removed dev-some\/KeyOfData AWS::KMS::Key +-1\.00\n/,
    );
    expect(differenceTableOf(difference, 'HEAD~1')).toMatch(/added dev-some\/Secret .* \+0\.40\n/);
    expect(differenceTableOf(differenceBetween(cost, cost), 'main')).toBe(
      'dev costs what it cost at main.\n',
    );
  });
});
