import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { pipelinesIn } from '../support/pipelines.ts';
import { type Statement, statementsOf } from '../support/policies.ts';
import { resourcesOf, type SynthesizedResource, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const pipelines = pipelinesIn(stacks);
const roles = resourcesOf(stacks, 'AWS::IAM::Role');
const policies = resourcesOf(stacks, 'AWS::IAM::Policy');

/** By its name, wherever it is: pipelines name roles of other stacks. */
function roleNamed(name: string): SynthesizedResource {
  const found = roles.find(({ properties }) => properties.RoleName === name);
  if (found === undefined) throw new Error(`no template has a role '${name}'`);
  return found;
}

/** Of an action: it stands in the pipeline's stack, or is named as one of another stack or account. */
function roleOf(stack: string, arn: unknown): SynthesizedResource {
  const text = JSON.stringify(arn);
  const [, name] = /:role\/([\w-]+)"/.exec(text) ?? [];
  if (name !== undefined) return roleNamed(name);
  const [, id] = /"Fn::GetAtt":\["(\w+)","Arn"\]/.exec(text) ?? [];
  const found = roles.find((role) => role.stack === stack && role.id === id);
  if (found === undefined) throw new Error(`${stack} has no role that is ${text}`);
  return found;
}

function mayOf(role: SynthesizedResource): readonly Statement[] {
  const attached = policies.filter(
    ({ stack, properties }) =>
      stack === role.stack && JSON.stringify(properties.Roles).includes(`"${role.id}"`),
  );
  return [role, ...attached].flatMap(statementsOf);
}

function actionsOf(role: SynthesizedResource): readonly string[] {
  return [...new Set(mayOf(role).flatMap(({ actions }) => actions))].sort();
}

const reading = ['s3:GetObject', 's3:GetObjectVersion'];
const aboutTheBucket = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'];
const making = [...reading, ...aboutTheBucket, 's3:PutObject', 's3:PutObjectAcl'];
const underTheKey = ['kms:Decrypt', 'kms:DescribeKey'];
const starting = ['codebuild:BatchGetBuilds', 'codebuild:StartBuild', 'codebuild:StopBuild'];

describe.each(pipelines)('in the pipeline of $of', ({ of, stack, stages: own, properties }) => {
  const actions = own.flatMap(({ Name, Actions }) => Actions.map((action) => ({ stage: Name, ...action })));
  const roleOfAction = (stage: string) =>
    roleOf(stack, actions.find((action) => action.stage === stage)?.RoleArn);

  it('each action has a role of its own, which is not the pipeline’s', () => {
    const names = [...actions.map(({ RoleArn }) => RoleArn), properties.RoleArn].map(
      (arn) => roleOf(stack, arn).address,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('the pipeline itself becomes these roles and does nothing else but hand artifacts on', () => {
    const role = roleOf(stack, properties.RoleArn);
    expect(actionsOf(role)).toEqual(
      [...making, ...underTheKey, 'kms:GenerateDataKey', 'sts:AssumeRole'].sort(),
    );
    const assumed = mayOf(role)
      .filter((statement) => statement.actions.includes('sts:AssumeRole'))
      .flatMap(({ resources }) => resources.map((arn) => roleOf(stack, arn).address));
    expect(assumed.sort()).toEqual(actions.map(({ RoleArn }) => roleOf(stack, RoleArn).address).sort());
  });

  it('the source is fetched over one connection, and nothing else is done', () => {
    expect(actionsOf(roleOfAction('Source'))).toEqual(
      [
        ...making,
        ...underTheKey,
        'kms:GenerateDataKey',
        'codeconnections:UseConnection',
        'codestar-connections:UseConnection',
      ].sort(),
    );
  });

  it('each build and each deployment is started by a role that can start that one project', () => {
    for (const action of actions.filter(({ ActionTypeId }) => ActionTypeId.Provider === 'CodeBuild')) {
      const statements = mayOf(roleOf(stack, action.RoleArn));
      expect(statements.flatMap((statement) => statement.actions)).toEqual(starting);
      expect(statements.map(({ resources }) => JSON.stringify(resources))).toEqual([
        expect.stringContaining(`:project/${action.Configuration.ProjectName}"`),
      ]);
    }
  });

  it('an approval may tell of itself, and nothing else', () => {
    for (const { RoleArn } of actions.filter(({ ActionTypeId }) => ActionTypeId.Category === 'Approval')) {
      expect(actionsOf(roleOf(stack, RoleArn))).toEqual([
        'kms:Decrypt',
        'kms:GenerateDataKey',
        'sns:Publish',
      ]);
    }
  });

  it('the build pushes the image of its service, or none, and deploys nothing', () => {
    const statements = mayOf(roleNamed(`shoal-${of}-build`));
    const pushed = statements.filter((statement) => statement.actions.includes('ecr:PutImage'));
    expect(pushed.map(({ resources }) => resources.length)).toEqual(of === 'platform' ? [] : [1]);
    for (const { resources } of pushed) {
      expect(JSON.stringify(resources)).toContain(`:repository/shoal/${of}"`);
    }
    expect(statements.flatMap((statement) => statement.actions)).not.toContain('sts:AssumeRole');
  });
});

describe('every role of a delivery', () => {
  const own = roles.filter(({ stack }) => /^(tools-delivery|[a-z]+-delivery$)/.test(stack));

  it('can be taken by what it is for, and by nobody else', () => {
    expect(own.length).toBe(5 * (services.length + 1) + 3 + 2 * stages.length);
    for (const { address, properties } of own) {
      const [{ Principal, Condition }, ...more] = properties.AssumeRolePolicyDocument.Statement;
      expect([address, more]).toEqual([address, []]);
      const who = JSON.stringify(Principal);
      const byAService = /"Service":"(codebuild|codepipeline|events)\.amazonaws\.com"/.test(who);
      if (byAService) expect(Object.keys(Condition.StringEquals)).toContain('aws:SourceAccount');
      else if (who.includes(':root"')) {
        expect(JSON.stringify(Condition.ArnLike['aws:PrincipalArn'])).toContain(':role/shoal-*-pipeline"');
      } else expect(who).toMatch(/"Fn::GetAtt":\["\w+Role\w*","Arn"\]|:role\/shoal-platform-pipeline"/);
    }
  });

  it('is allowed no action by a star, and names what its actions are done to', () => {
    const statements = own.flatMap(mayOf);
    expect(statements.length).toBeGreaterThan(50);
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
    const onAll = statements.filter(({ resources }) => resources.includes('*'));
    expect([...new Set(onAll.flatMap(({ actions }) => actions))].sort()).toEqual([
      'cloudformation:DescribeStacks',
      'ecr:GetAuthorizationToken',
      'inspector2:ListCoverage',
      'inspector2:ListFindings',
    ]);
  });

  it('reads and makes artifacts of its own pipeline only, but for what deploys all of them', () => {
    for (const role of own) {
      const places = mayOf(role)
        .filter(({ actions }) => actions.includes('s3:GetObject'))
        .flatMap(({ resources }) => resources.map((resource) => JSON.stringify(resource)));
      const folder = /^([a-z]+)-delivery$/.test(role.properties.RoleName)
        ? role.stage === 'tools'
          ? 'shoal-platform'
          : 'shoal-*'
        : String(role.properties.RoleName)
            .replace(/-(pipeline|source|build)$/, '')
            .slice(0, 20);
      for (const place of places) expect(place).toContain(`/${folder}/*"`);
    }
  });

  it('uses of all keys only the one of the artifacts, and of its topics', () => {
    const uses = own
      .flatMap(mayOf)
      .filter(({ actions }) => actions.some((action) => action.startsWith('kms:')));
    expect(uses.length).toBeGreaterThan(10);
    for (const { resources, condition } of uses) {
      if (JSON.stringify(resources).includes(':key/*"')) {
        expect(condition).toEqual({
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/shoal/delivery' },
        });
      } else expect(JSON.stringify(resources)).toContain('ArtifactsKey');
    }
  });
});
