import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { environmentNames } from '../platform/environment-names.ts';
import type { RehearsalClient } from './stage/rehearsal-client.ts';

/** The issuer and audience that the gateway demands of a token, as its own task definition tells them. */
export async function tokenTermsOf({
  addresses,
  settings,
}: RehearsalClient): Promise<{ readonly issuer: string; readonly audience: string }> {
  const ecs = new ECSClient(settings);
  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: `${addresses.stage}-gateway` }),
  );
  const environment = new Map(
    taskDefinition?.containerDefinitions?.[0]?.environment?.map(({ name, value }) => [name, value]),
  );
  return {
    issuer: environment.get(environmentNames.tokenIssuer) ?? '',
    audience: environment.get(environmentNames.tokenAudience) ?? '',
  };
}
