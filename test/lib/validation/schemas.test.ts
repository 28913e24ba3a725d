import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { FlowLogDestination, FlowLogFileFormat, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { checkSchemas } from '../../../lib/validation/schemas.ts';

interface Finding {
  readonly ruleName: string;
  readonly description: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

const queue = 'AWS::SQS::Queue';
const bucket = 'AWS::S3::Bucket';
const encryptedBy = (byDefault: object) => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: byDefault }] },
});

const mistakes: readonly (readonly [what: string, type: string, properties: object, told: string])[] = [
  ['an unknown type', 'AWS::SQS::Queues', {}, "Unknown resource type 'AWS::SQS::Queues'"],
  ['an unknown property', queue, { Colour: 'blue' }, "'Colour' was unexpected"],
  ['a property in another case', queue, { queueName: 'x' }, "Did you mean 'QueueName'?"],
  [
    'an unknown member, deep inside',
    bucket,
    encryptedBy({ SSEAlgorithm: 'aws:kms', KmsMasterKeyID: 'x' }),
    "Did you mean 'KMSMasterKeyID'?",
  ],
  ['a missing property', 'AWS::SNS::Subscription', { Protocol: 'sqs' }, "'TopicArn' is a required property"],
  ['a missing member, deep inside', bucket, encryptedBy({}), "'SSEAlgorithm' is a required property"],
  ['a value of another kind', queue, { DelaySeconds: 'soon' }, "is not of type 'integer'"],
  ['a value that is not allowed', bucket, encryptedBy({ SSEAlgorithm: 'rot13' }), "'rot13' is not one of"],
  ['a number that is too large', queue, { DelaySeconds: 901 }, 'greater than the maximum of 900'],
];
const idOf = (what: string) => what.replaceAll(/\W/g, '');

const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1' } });
const make = (id: string, type: string, properties: object) =>
  new CfnResource(stack, id, { type, properties: { ...properties } });
let report: { readonly violations: readonly Finding[]; readonly suppressedViolations: readonly Finding[] };

/** All in one stack, since what knows the schemas takes a second to begin. */
beforeAll(() => {
  checkSchemas(app);
  for (const [what, type, properties] of mistakes) make(idOf(what), type, properties);
  make('Later', queue, {
    DelaySeconds: { 'Fn::ImportValue': 'delay' },
    QueueName: { 'Fn::Join': ['-', ['x', { Ref: 'AWS::StackName' }]] },
  });
  const handler = 'arn:aws:lambda:eu-central-1:111111111111:function:x';
  make('CustomOfOurs', 'Custom::Release', { ServiceToken: handler, anything: {} });
  make('CustomOfAws', 'AWS::CloudFormation::CustomResource', { ServiceToken: handler, anything: {} });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['a'],
  });
  const logs = Bucket.fromBucketName(stack, 'Logs', 'flow-logs-of-somebody');
  const options = { fileFormat: FlowLogFileFormat.PARQUET };
  vpc.addFlowLog('OfCdk', { destination: FlowLogDestination.toS3(logs, undefined, options) });
  Validations.of(make('Accepted', queue, { Newest: true })).acknowledge({
    id: 'CloudFormation-Validate::Shoal-F3002',
    reason: 'It is made up for this test.',
  });
  expect(() => app.synth()).toThrow('Unknown resource type');
  report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).pluginReports[0];
});

afterAll(() => rmSync(app.outdir, { recursive: true, force: true }));

function at(id: string, findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ violatingConstructs }) =>
      violatingConstructs.some(({ constructPath }) => constructPath.split('/').includes(id)),
    )
    .map(({ ruleName, description }) => `${ruleName} ${description}`);
}

describe('synthesis refuses a template that CloudFormation would', () => {
  it.each(mistakes)('for %s', (what, _type, _properties, told) => {
    const findings = at(idOf(what), report.violations).filter((finding) => finding.includes(told));
    expect(findings).toEqual([expect.stringMatching(/^Shoal-/)]);
  });

  it('where a construct of CDK has written it, and accepted it for whoever uses it', () => {
    expect(at('OfCdk', report.violations)).toContainEqual(
      expect.stringContaining("Did you mean 'FileFormat'?"),
    );
  });

  it('until we accept it ourselves', () => {
    expect(at('Accepted', report.violations)).toEqual([]);
    expect(at('Accepted', report.suppressedViolations)).toHaveLength(1);
  });
});

describe('synthesis takes', () => {
  it('a value that is known once it is deployed', () => {
    expect(at('Later', report.violations)).toEqual([]);
  });

  it.each(['CustomOfOurs', 'CustomOfAws'])('whatever the handler of a custom resource wants: %s', (id) => {
    expect(at(id, report.violations)).toEqual([]);
  });
});
