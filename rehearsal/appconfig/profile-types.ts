import type { Clock, PlayedType, Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { type AppConfigBook, idOf, type Profile, versionOf } from './appconfig-book.ts';
import { deploy, stopDeployment } from './deploy.ts';
import { addVersion } from './hosted-versions.ts';

const told = {
  Description: 'it only says what this is for',
  Tags: 'tags have no effect here',
};

export function playProfile(book: AppConfigBook): PlayedType {
  const put = (id: string, properties: Properties, versions: Profile['versions']) => {
    const reader = new PropertyReader('AWS::AppConfig::ConfigurationProfile', properties);
    const place = reader.requiredText('LocationUri');
    if (place !== 'hosted') throw new Error(`${reader.subject}: '${place}' is not played here, hosted is`);
    const kind = reader.text('Type') ?? 'AWS.Freeform';
    if (kind !== 'AWS.Freeform')
      throw new Error(`${reader.subject}: '${kind}' is not played here, AWS.Freeform is`);
    const validators = reader
      .objects('Validators')
      .map((each) => ({ Type: each.requiredText('Type'), Content: each.requiredText('Content') }));
    const profile = { id, name: reader.requiredText('Name'), validators, versions };
    book.application(reader.requiredText('ApplicationId')).profiles.set(id, profile);
    return { physicalId: id, attributes: { ConfigurationProfileId: id } };
  };
  return {
    type: 'AWS::AppConfig::ConfigurationProfile',
    plays: ['ApplicationId', 'Name', 'LocationUri', 'Type', 'Validators'],
    inert: {
      ...told,
      DeletionProtectionCheck: 'whoever stops the rehearsal means it',
      KmsKeyIdentifier: 'data here is not encrypted at rest',
      RetrievalRoleArn: 'nothing here asks for permission',
    },
    replacedBy: ['ApplicationId', 'LocationUri', 'Type'],
    create: async ({ stackName, logicalId, properties }) => put(idOf(stackName, logicalId), properties, []),
    update: async ({ physicalId, properties }) =>
      put(physicalId, properties, book.profile(properties.ApplicationId, physicalId).versions),
    delete: async ({ physicalId, properties }) => {
      book.applications.get(String(properties.ApplicationId))?.profiles.delete(physicalId);
    },
  };
}

export function playHostedVersion(book: AppConfigBook): PlayedType {
  const plays = ['ApplicationId', 'ConfigurationProfileId', 'Content', 'ContentType', 'Description'];
  return {
    type: 'AWS::AppConfig::HostedConfigurationVersion',
    plays,
    inert: {
      LatestVersionNumber: 'one template at a time changes things here',
      VersionLabel: 'a version is found by its number',
    },
    replacedBy: plays,
    create: async ({ properties, type }) => {
      const reader = new PropertyReader(type, properties);
      const profile = book.profile(properties.ApplicationId, properties.ConfigurationProfileId);
      const { number } = addVersion(profile, {
        content: reader.requiredText('Content'),
        contentType: reader.requiredText('ContentType'),
        description: reader.text('Description'),
      });
      return { physicalId: String(number), attributes: { VersionNumber: String(number) } };
    },
    update: async ({ physicalId }) => ({ physicalId, attributes: { VersionNumber: physicalId } }),
    delete: async ({ physicalId, properties }) => {
      const application = book.applications.get(String(properties.ApplicationId));
      const profile = application?.profiles.get(String(properties.ConfigurationProfileId));
      const index = profile?.versions.findIndex(({ number }) => number === Number(physicalId)) ?? -1;
      if (index >= 0) profile?.versions.splice(index, 1);
    },
  };
}

/** CloudFormation waits until AppConfig is done. */
export function playDeployment(book: AppConfigBook, clock: Clock): PlayedType {
  const plays = [
    ...['ApplicationId', 'EnvironmentId', 'ConfigurationProfileId', 'ConfigurationVersion'],
    'DeploymentStrategyId',
  ];
  return {
    type: 'AWS::AppConfig::Deployment',
    plays,
    inert: {
      ...told,
      DynamicExtensionParameters: 'no extension runs here',
      KmsKeyIdentifier: 'data here is not encrypted at rest',
    },
    replacedBy: plays,
    create: async ({ properties }) => {
      const profile = book.profile(properties.ApplicationId, properties.ConfigurationProfileId);
      const deployment = deploy({
        environment: book.environment(properties.ApplicationId, properties.EnvironmentId),
        profile,
        version: versionOf(profile, properties.ConfigurationVersion),
        strategy: book.strategy(properties.DeploymentStrategyId),
        clock,
      });
      await deployment.ended;
      const number = String(deployment.number);
      return { physicalId: number, attributes: { DeploymentNumber: number, State: deployment.state } };
    },
    update: async ({ physicalId }) => ({ physicalId, attributes: { DeploymentNumber: physicalId } }),
    // What was deployed stays so, as on AWS; only what is under way ends.
    delete: async ({ physicalId, properties }) => {
      const application = book.applications.get(String(properties.ApplicationId));
      const environment = application?.environments.get(String(properties.EnvironmentId));
      const deployment = environment?.deployments.find(({ number }) => number === Number(physicalId));
      if (deployment?.state === 'DEPLOYING' || deployment?.state === 'BAKING')
        await stopDeployment(deployment);
    },
  };
}
