import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sourceSettings } from '../../platform/source.ts';
import { stages } from '../../platform/stages.ts';
import { environmentOf, pipelinesIn } from '../support/pipelines.ts';
import { root } from '../support/source-hash.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const pipelines = pipelinesIn(stacks);
const projects = resourcesOf(stacks, 'AWS::CodeBuild::Project');
const asking = stages.filter(({ delivery }) => !('none' in delivery.approval)).map(({ name }) => name);

describe.each(pipelines)('the pipeline of $of', ({ of, properties, stages: own }) => {
  const actions = own.flatMap(({ Name, Actions }) => Actions.map((action) => ({ stage: Name, ...action })));
  const called = (stage: string) => own.find(({ Name }) => Name === stage);

  it('lets one push after the other through, and leaves none out', () => {
    expect(properties.PipelineType).toBe('V2');
    expect(properties.ExecutionMode).toBe('QUEUED');
  });

  it('goes through every stage in the order of their list, after one build', () => {
    const names = own.map(({ Name }) => Name).filter((name) => !name.startsWith('Approve-'));
    const tools = of === 'platform' ? ['Tools'] : [];
    expect(names).toEqual(['Source', 'Build', ...tools, ...stages.map(({ name }) => name)]);
  });

  it('asks somebody in a stage of its own, right before each stage that wants it', () => {
    const order = own.map(({ Name }) => Name);
    expect(order.filter((name) => name.startsWith('Approve-'))).toEqual(
      asking.map((name) => `Approve-${name}`),
    );
    for (const name of asking) {
      expect(order.indexOf(name) - order.indexOf(`Approve-${name}`)).toBe(1);
      const [approval, ...more] = called(`Approve-${name}`)?.Actions ?? [];
      expect(more).toEqual([]);
      expect(approval?.ActionTypeId).toMatchObject({ Category: 'Approval', Provider: 'Manual' });
      const wanted = stages.find((stage) => stage.name === name)?.delivery.approval;
      expect({ withinHours: (approval?.TimeoutInMinutes ?? 0) / 60 }).toEqual(wanted);
      expect(JSON.stringify(approval?.Configuration.NotificationArn)).toContain(':tools-tickets"');
      expect(approval?.Configuration.ExternalEntityLink).toContain('#{Source.CommitId}');
    }
  });

  it('builds once, and hands every deployment what it built', () => {
    const makers = actions.filter(({ OutputArtifacts }) => OutputArtifacts !== undefined);
    expect(makers.map(({ stage, OutputArtifacts }) => [stage, OutputArtifacts])).toEqual([
      ['Source', [{ Name: 'Source' }]],
      ['Build', [{ Name: 'Assembly' }]],
    ]);
    const deploying = actions.filter(({ Name }) => Name === 'Deploy');
    expect(deploying).toHaveLength(stages.length + (of === 'platform' ? 1 : 0));
    expect(deploying.map(({ InputArtifacts }) => InputArtifacts)).toEqual(
      deploying.map(() => [{ Name: 'Assembly' }]),
    );
  });

  it('tries a build again, takes a failed deployment back, and does neither where AWS cannot', () => {
    const results = own.map(({ Name, OnFailure }) => [Name, OnFailure?.Result]);
    expect(results).toEqual(
      own.map(({ Name }) => [
        Name,
        Name === 'Build'
          ? 'RETRY'
          : Name === 'Source' || Name.startsWith('Approve-')
            ? undefined
            : 'ROLLBACK',
      ]),
    );
    expect(called('Build')?.OnFailure?.RetryConfiguration).toEqual({ RetryMode: 'FAILED_ACTIONS' });
  });

  it('takes the source as it was pushed, over the connection of the account', () => {
    const [source] = called('Source')?.Actions ?? [];
    expect(source?.ActionTypeId.Provider).toBe('CodeStarSourceConnection');
    const { connectionArn, repository, branch } = {
      connectionArn: '',
      repository: '',
      branch: '',
      ...sourceSettings,
    };
    expect(source?.Configuration).toEqual({
      ConnectionArn: connectionArn,
      FullRepositoryId: repository,
      BranchName: branch,
      OutputArtifactFormat: 'CODE_ZIP',
    });
  });

  it('keeps its artifacts encrypted under our key', () => {
    const { ArtifactStore } = properties;
    expect(ArtifactStore.Type).toBe('S3');
    expect(ArtifactStore.EncryptionKey.Type).toBe('KMS');
    expect(JSON.stringify(ArtifactStore.EncryptionKey.Id)).toContain('ArtifactsKey');
  });

  it('starts projects that there are, told what they build or deploy and for which commit', () => {
    const builds = actions.filter(({ ActionTypeId }) => ActionTypeId.Provider === 'CodeBuild');
    expect(builds.length).toBeGreaterThan(stages.length);
    for (const action of builds) {
      const project = projects.find(({ properties: { Name } }) => Name === action.Configuration.ProjectName);
      expect([action.Configuration.ProjectName, project?.properties.Name]).toEqual([
        action.Configuration.ProjectName,
        action.Configuration.ProjectName,
      ]);
      if (action.Name !== 'Deploy') continue;
      expect(environmentOf(action)).toEqual({
        ...(of === 'platform' ? {} : { SERVICE: of }),
        COMMIT: '#{Source.CommitId}',
        EXECUTION: '#{codepipeline.PipelineExecutionId}',
      });
      expect(project?.properties.Environment.EnvironmentVariables).toEqual([
        { Name: 'STAGE', Type: 'PLAINTEXT', Value: action.stage === 'Tools' ? 'tools' : action.stage },
      ]);
    }
  });
});

describe('the project of a pipeline', () => {
  const own = projects.filter(({ properties }) => properties.Source.Type === 'CODEPIPELINE');

  it('follows a file of this repository, on the processor of the images', () => {
    expect(own.length).toBe(pipelines.length + stages.length + 1);
    for (const { properties } of own) {
      expect([properties.Source.BuildSpec, existsSync(join(root, properties.Source.BuildSpec))]).toEqual([
        properties.Source.BuildSpec,
        true,
      ]);
      expect(properties.Environment.Type).toBe('ARM_CONTAINER');
      expect(properties.EncryptionKey).toBeDefined();
      expect(properties.LogsConfig.CloudWatchLogs.Status).toBe('ENABLED');
    }
  });

  it('has Docker inside only where it builds an image', () => {
    const withDocker = own.filter(({ properties }) => properties.Environment.PrivilegedMode === true);
    expect(withDocker.map(({ properties }) => properties.Name).sort()).toEqual(
      pipelines
        .map(({ of }) => of)
        .filter((of) => of !== 'platform')
        .map((of) => `shoal-${of}-build`)
        .sort(),
    );
  });
});

describe('a stack', () => {
  it('is deployed by one pipeline, so that two never meet in it', () => {
    const deployments = pipelines.flatMap(({ of, stages: own }) =>
      own
        .filter(({ Actions }) => Actions.some(({ Name }) => Name === 'Deploy'))
        .map(
          ({ Name, Actions }) =>
            `${Name}/${environmentOf(Actions[0] ?? fail()).SERVICE ?? 'ground'} by ${of}`,
        ),
    );
    const places = deployments.map((deployment) => deployment.split(' by ')[0]);
    expect(new Set(places).size).toBe(places.length);
    expect(places).toHaveLength(pipelines.length * stages.length + 1);
  });

  it('of a service is deployed again after the ground below it, by an event that starts its own pipeline', () => {
    const following = resourcesOf(stacks, 'AWS::Events::Rule').filter(({ properties }) =>
      String(properties.Name).endsWith('-after-platform'),
    );
    expect(following).toHaveLength(pipelines.length - 1);
    for (const { stack, properties } of following) {
      const of = stack.replace('tools-delivery-', '');
      expect(properties.EventPattern.detail).toEqual({ pipeline: ['shoal-platform'], state: ['SUCCEEDED'] });
      expect(JSON.stringify(properties.Targets[0].Arn)).toContain(`:shoal-${of}"`);
    }
  });
});

describe('a failed delivery', () => {
  const rules = resourcesOf([stackOf(stacks, 'tools', 'delivery')], 'AWS::Events::Rule');
  const heard = (name: string) =>
    rules.find(({ properties }) => properties.Name === name)?.properties.EventPattern.detail;
  const paging = stages.filter(({ delivery }) => delivery.onFailure === 'page').map(({ name }) => name);

  it('wakes somebody in the stages that say so, and waits for the morning anywhere else', () => {
    expect(paging.length).toBeGreaterThan(0);
    expect(heard('tools-pages')).toMatchObject({ state: ['FAILED'], stage: paging });
    expect(heard('tools-tickets')).toMatchObject({ state: ['FAILED'], stage: [{ 'anything-but': paging }] });
    for (const rule of rules) expect(rule.properties.EventPattern.source).toEqual(['aws.codepipeline']);
  });

  it('is heard of from every pipeline', () => {
    for (const name of ['tools-pages', 'tools-tickets']) {
      const [{ prefix }] = heard(name).pipeline;
      expect(pipelines.filter(({ properties }) => !properties.Name.startsWith(prefix))).toEqual([]);
    }
  });

  it('is told through encrypted topics that take it from EventBridge alone, which answers no condition', () => {
    const own = [stackOf(stacks, 'tools', 'delivery')];
    for (const topic of resourcesOf(own, 'AWS::SNS::Topic')) {
      expect(topic.properties.KmsMasterKeyId).toBeDefined();
      const policies = resourcesOf(own, 'AWS::SNS::TopicPolicy').filter(({ properties }) =>
        JSON.stringify(properties.Topics).includes(topic.id),
      );
      expect(policies).toHaveLength(1);
      const told = policies[0]?.properties.PolicyDocument.Statement.filter(
        ({ Effect }: { Effect: string }) => Effect === 'Allow',
      );
      expect(told).toEqual([
        expect.objectContaining({ Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish' }),
      ]);
      expect(told[0]).not.toHaveProperty('Condition');
    }
    const forEvents = resourcesOf(own, 'AWS::KMS::Key')
      .flatMap(({ properties }) => properties.KeyPolicy.Statement)
      .filter(({ Principal }) => Principal.Service === 'events.amazonaws.com');
    expect(forEvents).toHaveLength(1);
    expect(forEvents[0]).not.toHaveProperty('Condition');
  });
});

function fail(): never {
  throw new Error('a stage of a pipeline has no action');
}
