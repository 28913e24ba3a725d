import { Stack } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { SettingsDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { settingsSchema } from './settings-schema.ts';
import { applicationName, type StageSettings } from './stage-settings.ts';

export interface ServiceSettingsProps {
  readonly stage: StageDefinition;
  readonly service: string;
  readonly definition: SettingsDefinition;
  readonly settings: StageSettings;
  /** The stage's key for what services keep. */
  readonly key: kms.IKey;
}

/**
 * The settings of one service, in an environment of its own: AppConfig deploys to an environment one thing at a time,
 * and no service should wait for another.
 *
 * What the template deploys is empty and never changes, nor does anything its deployment names: CloudFormation would
 * deploy it again, over all that operators have set since. The defaults are in the service's code.
 */
export class ServiceSettings extends Construct {
  /** What the agent is asked for. */
  readonly path: string;
  readonly #arn: string;
  readonly #keyArn: string;

  constructor(scope: Construct, id: string, props: ServiceSettingsProps) {
    super(scope, id);
    const { stage, service, definition, settings } = props;
    this.#keyArn = props.key.keyArn;
    const applicationId = settings.application.ref;
    const environment = new appconfig.CfnEnvironment(this, 'Environment', { applicationId, name: service });
    const profile = new appconfig.CfnConfigurationProfile(this, 'Profile', {
      applicationId,
      name: service,
      locationUri: 'hosted',
      type: 'AWS.Freeform',
      kmsKeyIdentifier: this.#keyArn,
      validators: [{ type: 'JSON_SCHEMA', content: settingsSchema(definition) }],
    });
    const first = new appconfig.CfnHostedConfigurationVersion(this, 'First', {
      applicationId,
      configurationProfileId: profile.ref,
      contentType: 'application/json',
      content: '{}',
      description: 'Nothing is set, the defaults hold',
    });
    const deployment = new appconfig.CfnDeployment(this, 'FirstDeployment', {
      applicationId,
      environmentId: environment.ref,
      configurationProfileId: profile.ref,
      configurationVersion: first.ref,
      deploymentStrategyId: settings.atOnce.ref,
    });
    deployment.addPropertyDeletionOverride('Tags');
    this.path = `/applications/${applicationName(stage)}/environments/${service}/configurations/${service}`;
    this.#arn = Stack.of(this).formatArn({
      service: 'appconfig',
      resource: 'application',
      resourceName: `${applicationId}/environment/${environment.ref}/configuration/${profile.ref}`,
    });
  }

  grantRead(role: iam.Role): void {
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['appconfig:StartConfigurationSession', 'appconfig:GetLatestConfiguration'],
        resources: [this.#arn],
      }),
    );
    // AppConfig decrypts them for whoever asks, and with their permission.
    role.addToPolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.#keyArn] }));
  }
}
