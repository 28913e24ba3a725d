import type { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { changesOfChangeSet } from '../../../pipeline/guards/change-set-changes.ts';
import { refusedAmong } from '../../../pipeline/guards/data-replacement.ts';
import type { Template } from '../../../pipeline/guards/resource-change.ts';
import { movedTraffic } from '../../../pipeline/guards/traffic-changes.ts';

const deployed: Template = {
  Resources: {
    Database: { Type: 'AWS::RDS::DBInstance', DeletionPolicy: 'Snapshot' },
    Blue: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' },
    Rule: { Type: 'Custom::TrafficRule' },
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: { DeploymentController: { Type: 'CODE_DEPLOY' } },
    },
  },
};

function changesIn(...resources: readonly ResourceChange[]) {
  const changes = resources.map((resource): Change => ({ Type: 'Resource', ResourceChange: resource }));
  return changesOfChangeSet({ stack: 'prod-data', changes, deployed, next: deployed });
}

const subnetsMoved: ResourceChange = {
  Action: 'Modify',
  LogicalResourceId: 'Database',
  ResourceType: 'AWS::RDS::DBInstance',
  Replacement: 'True',
  BeforeContext: '{"Properties":{"DBSubnetGroupName":"old","MultiAZ":"true"}}',
  AfterContext: '{"Properties":{"DBSubnetGroupName":"{{changeSet:KNOWN_AFTER_APPLY}}","MultiAZ":"true"}}',
  Details: [
    {
      Evaluation: 'Dynamic',
      ChangeSource: 'ResourceReference',
      CausingEntity: 'Subnets',
      Target: { Attribute: 'Properties', Name: 'DBSubnetGroupName', RequiresRecreation: 'Always' },
    },
  ],
};

const subnets = (Replacement: 'True' | 'False'): ResourceChange => ({
  Action: 'Modify',
  LogicalResourceId: 'Subnets',
  ResourceType: 'AWS::RDS::DBSubnetGroup',
  Replacement,
  Details: [
    {
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
      Target: {
        Attribute: 'Properties',
        Name: Replacement === 'True' ? 'DBSubnetGroupName' : 'SubnetIds',
        RequiresRecreation: Replacement === 'True' ? 'Always' : 'Never',
      },
    },
  ],
});

describe('what a change set says', () => {
  it('counts where the resource that a value comes from is replaced', () => {
    const changes = changesIn(subnets('True'), subnetsMoved);
    expect(changes[1]).toMatchObject({
      kind: 'modified',
      replacement: 'certain',
      deletionPolicy: 'Snapshot',
    });
    expect(refusedAmong(changes).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining(
        'DBSubnetGroupName changes, since Subnets is replaced, which replaces the database by an empty one',
      ),
    ]);
  });

  it('is only fear where that resource changes in place', () => {
    const changes = changesIn(subnets('False'), subnetsMoved);
    expect(changes.map(({ id }) => id)).toEqual(['Subnets']);
  });

  it('is fear as well where it calls a property modified that only refers to another resource', () => {
    const target = {
      Attribute: 'Properties',
      Name: 'DBSubnetGroupName',
      RequiresRecreation: 'Always',
    } as const;
    const asWell = { Evaluation: 'Dynamic', ChangeSource: 'DirectModification', Target: target } as const;
    const details = [asWell, ...(subnetsMoved.Details ?? [])];
    expect(changesIn(subnets('False'), { ...subnetsMoved, Details: details })).toHaveLength(1);
    const { BeforeContext: _, AfterContext: __, ...without } = { ...subnetsMoved, Details: details };
    expect(changesIn(subnets('False'), without)).toHaveLength(1);
    expect(refusedAmong(changesIn(subnets('True'), without))).toHaveLength(1);
  });

  it('counts where the value is known and another one, and not where it is the same', () => {
    const known = (name: string): ResourceChange => ({
      ...subnetsMoved,
      AfterContext: `{"Properties":{"DBSubnetGroupName":"${name}","MultiAZ":"true"}}`,
    });
    expect(refusedAmong(changesIn(subnets('False'), known('new')))).toHaveLength(1);
    expect(refusedAmong(changesIn(subnets('False'), known('old')))).toEqual([]);
  });

  it('counts where both values are hidden', () => {
    const hidden: ResourceChange = {
      Action: 'Modify',
      LogicalResourceId: 'Database',
      ResourceType: 'AWS::RDS::DBInstance',
      Replacement: 'True',
      BeforeContext: '{"Properties":{"MasterUsername":"****"}}',
      AfterContext: '{"Properties":{"MasterUsername":"****"}}',
      Details: [
        {
          Evaluation: 'Static',
          ChangeSource: 'DirectModification',
          Target: { Attribute: 'Properties', Name: 'MasterUsername', RequiresRecreation: 'Always' },
        },
      ],
    };
    expect(refusedAmong(changesIn(hidden))).toHaveLength(1);
  });

  it('counts where nobody knows what the value comes from', () => {
    expect(refusedAmong(changesIn(subnetsMoved))).toHaveLength(1);
  });

  it('has values that came through an output of another stack', () => {
    const [refusal] = movedTraffic(
      changesIn({
        Action: 'Modify',
        LogicalResourceId: 'Rule',
        ResourceType: 'Custom::TrafficRule',
        Replacement: 'False',
        BeforeContext: '{"Properties":{"ListenerArn":"arn:old"}}',
        AfterContext: '{"Properties":{"ListenerArn":"arn:new"}}',
        Details: [
          {
            Evaluation: 'Static',
            ChangeSource: 'DirectModification',
            Target: { Attribute: 'Properties', Name: 'ListenerArn', RequiresRecreation: 'Never' },
          },
        ],
      }),
    );
    expect(refusal?.sentence).toContain("ListenerArn 'arn:old' -> 'arn:new' replaces the rule");
  });

  it('has a frozen service, of which not even a tag may change', () => {
    const tagged: ResourceChange = {
      Action: 'Modify',
      LogicalResourceId: 'Service',
      ResourceType: 'AWS::ECS::Service',
      Replacement: 'False',
      Details: [{ Evaluation: 'Static', Target: { Attribute: 'Tags', RequiresRecreation: 'Never' } }],
    };
    expect(movedTraffic(changesIn(tagged)).map(({ property }) => property)).toEqual(['Tags']);
  });

  it('has a health check that asks something else, which replaces nothing and judges who serves', () => {
    const asked: ResourceChange = {
      Action: 'Modify',
      LogicalResourceId: 'Blue',
      ResourceType: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Replacement: 'False',
      BeforeContext: '{"Properties":{"HealthCheckPath":"/ready","Matcher":{"HttpCode":"200"}}}',
      AfterContext: '{"Properties":{"HealthCheckPath":"/live","Matcher":{"HttpCode":"204"}}}',
      Details: ['HealthCheckPath', 'Matcher'].map((Name) => ({
        Evaluation: 'Static',
        ChangeSource: 'DirectModification',
        Target: { Attribute: 'Properties', Name, RequiresRecreation: 'Never' },
      })),
    };
    expect(movedTraffic(changesIn(asked)).map(({ property }) => property)).toEqual([
      'HealthCheckPath',
      'Matcher',
    ]);
  });

  it('has replacements of which no table knows', () => {
    const unheardOf: ResourceChange = {
      Action: 'Modify',
      LogicalResourceId: 'Blue',
      ResourceType: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Replacement: 'True',
      Details: [
        {
          Evaluation: 'Static',
          Target: { Attribute: 'Properties', Name: 'Flavour', RequiresRecreation: 'Always' },
        },
      ],
    };
    expect(movedTraffic(changesIn(unheardOf)).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('Flavour replaces the target group, by which live traffic goes'),
    ]);
  });

  it('has what comes and what goes, and nothing of what is imported or only described anew', () => {
    const one = (Action: ResourceChange['Action'], LogicalResourceId: string): ResourceChange => ({
      Action,
      LogicalResourceId,
      ResourceType: 'AWS::S3::Bucket',
      Replacement: 'False',
      Details: [{ Evaluation: 'Static', Target: { Attribute: 'Metadata', RequiresRecreation: 'Never' } }],
    });
    const changes = changesIn(one('Add', 'A'), one('Remove', 'B'), one('Import', 'C'), one('Modify', 'D'));
    expect(changes.map(({ id, kind }) => [id, kind])).toEqual([
      ['A', 'added'],
      ['B', 'removed'],
    ]);
  });
});
