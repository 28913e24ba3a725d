import { RestAnswer, RestPayload } from '../endpoint/rest.ts';
import { type ApiService, AwsError, type Clock, type Operation, type Properties } from '../plane.ts';
import {
  type AppConfigBook,
  type Deployment,
  type Environment,
  type HostedVersion,
  type Strategy,
  versionOf,
} from './appconfig-book.ts';
import { deploy, stopDeployment } from './deploy.ts';
import { addVersion, checkVersion } from './hosted-versions.ts';

const application = '/applications/{ApplicationId}';
const profile = `${application}/configurationprofiles/{ConfigurationProfileId}`;
const versions = `${profile}/hostedconfigurationversions`;
const deployments = `${application}/environments/{EnvironmentId}/deployments`;

/** What finds settings, and what changes them. */
export function createAppConfigApi(book: AppConfigBook, clock: Clock): ApiService {
  const environmentOf = (input: Properties) => book.environment(input.ApplicationId, input.EnvironmentId);
  const profileOf = (input: Properties) => book.profile(input.ApplicationId, input.ConfigurationProfileId);
  const deploymentOf = (input: Properties) => {
    const environment = environmentOf(input);
    const found = environment.deployments.find(({ number }) => number === Number(input.DeploymentNumber));
    if (found) return { found, environment };
    const message = `Deployment ${input.DeploymentNumber} of '${environment.name}' does not exist, there are ${environment.deployments.length}`;
    throw new AwsError('ResourceNotFoundException', message, 404);
  };
  const operations: Readonly<Record<string, Operation>> = {
    'GET /applications': () =>
      items([...book.applications.values()].map(({ id, name }) => ({ Id: id, Name: name }))),
    [`GET ${application}/environments`]: ({ ApplicationId }) =>
      items(
        [...book.application(ApplicationId).environments.values()].map((each) => ({
          ApplicationId,
          Id: each.id,
          Name: each.name,
          State: 'READY_FOR_DEPLOYMENT',
        })),
      ),
    [`GET ${application}/configurationprofiles`]: ({ ApplicationId }) =>
      items(
        [...book.application(ApplicationId).profiles.values()].map(({ id, name, validators }) => ({
          ApplicationId,
          Id: id,
          Name: name,
          LocationUri: 'hosted',
          Type: 'AWS.Freeform',
          ValidatorTypes: validators.map(({ Type }) => Type),
        })),
      ),
    [`GET ${profile}`]: (input) => {
      const { id, name, validators } = profileOf(input);
      const { ApplicationId } = input;
      return {
        ApplicationId,
        Id: id,
        Name: name,
        LocationUri: 'hosted',
        Type: 'AWS.Freeform',
        Validators: validators,
      };
    },
    'GET /deploymentstrategies': () => items([...book.strategies.values()].map(membersOfStrategy)),
    [`GET ${versions}`]: (input) =>
      items(
        profileOf(input)
          .versions.toReversed()
          .map(({ number, contentType, description }) => ({
            ApplicationId: input.ApplicationId,
            ConfigurationProfileId: input.ConfigurationProfileId,
            VersionNumber: number,
            ContentType: contentType,
            Description: description,
          })),
      ),
    [`GET ${versions}/{VersionNumber}`]: (input) =>
      answerVersion(200, input, versionOf(profileOf(input), input.VersionNumber)),
    [`POST ${versions}`]: (input) => {
      const { text, headers } = payloadOf(input);
      const contentType = headers['content-type'] ?? 'application/octet-stream';
      const description = headers.description === undefined ? undefined : String(headers.description);
      return answerVersion(
        201,
        input,
        addVersion(profileOf(input), { content: text, contentType, description }),
      );
    },
    [`POST ${profile}/validators`]: (input) => {
      const found = profileOf(input);
      checkVersion(found, versionOf(found, input.configuration_version));
      return new RestAnswer(204, undefined);
    },
    [`GET ${deployments}`]: (input) => {
      const environment = environmentOf(input);
      return items(environment.deployments.toReversed().map((each) => membersOf(each, input, environment)));
    },
    [`GET ${deployments}/{DeploymentNumber}`]: (input) => {
      const { found, environment } = deploymentOf(input);
      return membersOf(found, input, environment);
    },
    [`POST ${deployments}`]: (input) => {
      const { ConfigurationProfileId, ConfigurationVersion, DeploymentStrategyId } = payloadOf(input).members;
      const environment = environmentOf(input);
      const found = book.profile(input.ApplicationId, ConfigurationProfileId);
      const deployment = deploy({
        environment,
        profile: found,
        version: versionOf(found, ConfigurationVersion),
        strategy: book.strategy(DeploymentStrategyId),
        clock,
      });
      return new RestAnswer(201, membersOf(deployment, input, environment));
    },
    [`DELETE ${deployments}/{DeploymentNumber}`]: async (input) => {
      const { found, environment } = deploymentOf(input);
      await stopDeployment(found);
      return new RestAnswer(202, membersOf(found, input, environment));
    },
  };
  return { signingName: 'appconfig', protocol: 'rest-json', namespace: '', operations };
}

function payloadOf({ Payload }: Properties): RestPayload {
  if (Payload instanceof RestPayload) return Payload;
  throw new AwsError('BadRequestException', 'the request has no body');
}

function items(Items: readonly unknown[]): Properties {
  return { Items };
}

/** The content is the body, all else is in the headers. */
function answerVersion(status: number, input: Properties, version: HostedVersion): RestAnswer {
  return new RestAnswer(status, version.content, {
    'content-type': version.contentType,
    'application-id': String(input.ApplicationId),
    'configuration-profile-id': String(input.ConfigurationProfileId),
    'version-number': String(version.number),
    ...(version.description === undefined ? {} : { description: version.description }),
  });
}

function membersOfStrategy(strategy: Strategy): Properties {
  return {
    Id: strategy.id,
    Name: strategy.name,
    DeploymentDurationInMinutes: strategy.minutes,
    FinalBakeTimeInMinutes: strategy.bakeMinutes,
    GrowthType: strategy.growthType,
    GrowthFactor: strategy.growthFactor,
    ReplicateTo: 'NONE',
  };
}

function membersOf(
  { number, profile: found, version, strategy, state, startedAt, completedAt }: Deployment,
  { ApplicationId }: Properties,
  environment: Environment,
): Properties {
  return {
    ApplicationId,
    EnvironmentId: environment.id,
    DeploymentStrategyId: strategy.id,
    ConfigurationProfileId: found.id,
    ConfigurationName: found.name,
    ConfigurationVersion: String(version.number),
    DeploymentNumber: number,
    DeploymentDurationInMinutes: strategy.minutes,
    FinalBakeTimeInMinutes: strategy.bakeMinutes,
    GrowthType: strategy.growthType,
    GrowthFactor: strategy.growthFactor,
    State: state,
    PercentageComplete: state === 'DEPLOYING' ? strategy.growthFactor : 100,
    StartedAt: startedAt.toISOString(),
    CompletedAt: completedAt?.toISOString(),
  };
}
