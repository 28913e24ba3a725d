import { DescribeStackEventsCommand, type DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { diagnoseGround } from '../../../../pipeline/operations/doctor/diagnose.ts';
import { gatherGround } from '../../../../pipeline/operations/doctor/gather-ground.ts';

const at = new Date('2026-11-21T03:00:00Z');
const statuses: Readonly<Record<string, string>> = {
  'staging-network': 'CREATE_COMPLETE',
  'staging-edge': 'UPDATE_IN_PROGRESS',
  'staging-data': 'ROLLBACK_COMPLETE',
  'staging-catalog': 'UPDATE_ROLLBACK_FAILED',
  'prod-data': 'ROLLBACK_FAILED',
};
const stacks = Object.entries(statuses).map(([StackName, StackStatus]) => ({ StackName, StackStatus }));
const event = (LogicalResourceId: string, ResourceType: string, ResourceStatus: string, reason?: string) => ({
  LogicalResourceId,
  ResourceType,
  ResourceStatus,
  ResourceStatusReason: reason,
  Timestamp: at,
});
const own = 'AWS::CloudFormation::Stack';
const events = [
  event('staging-data', own, 'ROLLBACK_COMPLETE'),
  event('Cache', 'AWS::ElastiCache::ReplicationGroup', 'CREATE_FAILED', 'Resource creation cancelled'),
  event('Database', 'AWS::RDS::DBInstance', 'CREATE_FAILED', 'no room in the zone'),
  event('staging-data', own, 'CREATE_IN_PROGRESS', 'User Initiated'),
];
/** What an earlier operation left, on the same page. */
const before = [event('Database', 'AWS::RDS::DBInstance', 'CREATE_FAILED', 'no such class')];
const cloudformation = {
  send: (async (command: DescribeStacksCommand | DescribeStackEventsCommand) => {
    if (command instanceof DescribeStackEventsCommand) {
      // On two pages, of which the newer says nothing of what failed.
      return command.input.NextToken === undefined
        ? { StackEvents: events.slice(0, 2), NextToken: '2' }
        : { StackEvents: [...events.slice(2), ...before], NextToken: '3' };
    }
    const { StackName: name } = command.input;
    return { Stacks: stacks.filter(({ StackName }) => name === undefined || StackName === name) };
  }) as never,
};
const ground = {
  stage: 'staging',
  here: ' --stage staging',
  aws: 'aws --region eu-central-1',
  now: at.getTime(),
  isRehearsal: false,
};

describe('what services stand on', () => {
  it('is looked at where the last operation of a stack of the stage did not succeed', async () => {
    const gathered = await gatherGround(cloudformation, ground);
    expect(gathered.map(({ stack }) => [stack?.name, stack?.status])).toEqual([
      ['staging-data', 'ROLLBACK_COMPLETE'],
    ]);
  });

  it('is told of by what failed, since when, and the way out', async () => {
    const diagnoses = (await gatherGround(cloudformation, ground)).flatMap(diagnoseGround);
    expect(diagnoses).toMatchObject([
      {
        name: 'deployment failed',
        evidence: ['CloudFormation says: no room in the zone'],
        since: at.getTime(),
        next: 'mend it, then npx cdk deploy staging/data',
      },
      { name: 'stack takes no update', next: expect.stringContaining('then deploy it again') },
    ]);
  });

  it('is deployed by its own pipeline in a rehearsal', async () => {
    const [evidence] = await gatherGround(cloudformation, { ...ground, here: '', isRehearsal: true });
    expect(evidence?.deployedBy).toBe('npx shoal pipeline run platform');
  });
});
