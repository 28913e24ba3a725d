import * as ecs from 'aws-cdk-lib/aws-ecs';
import { environmentNames } from '../../platform/environment-names.ts';
import type { ServiceContext } from './service-context.ts';

/** What was made for this service alone. */
export function ownSecrets({ service, data }: ServiceContext): Readonly<Record<string, ecs.Secret>> {
  return Object.fromEntries(
    Object.entries(data.secretsOf(service.name)).map(([variable, secret]) => [
      variable,
      ecs.Secret.fromSecretsManager(secret),
    ]),
  );
}

/** What ECS puts into a serving task's environment without it standing in the template. */
export function servingSecrets(context: ServiceContext): Readonly<Record<string, ecs.Secret>> {
  const { service, data, cluster } = context;
  const secrets: Record<string, ecs.Secret> = {
    [environmentNames.tokenKeys]: ecs.Secret.fromSsmParameter(cluster.tokenKeys),
    ...ownSecrets(context),
  };
  if (service.needs.cache) {
    const { password } = data.cacheUserOf(service.name);
    secrets[environmentNames.cachePassword] = ecs.Secret.fromSecretsManager(password);
  }
  return secrets;
}
