import * as ecs from 'aws-cdk-lib/aws-ecs';
import { environmentNames } from '../../platform/environment-names.ts';
import type { ServiceContext } from './service-context.ts';

/** What ECS puts into a serving task's environment without it standing in the template. */
export function servingSecrets({
  service,
  data,
  cluster,
}: ServiceContext): Readonly<Record<string, ecs.Secret>> {
  const secrets: Record<string, ecs.Secret> = {
    [environmentNames.tokenKeys]: ecs.Secret.fromSsmParameter(cluster.tokenKeys),
  };
  for (const [variable, secret] of Object.entries(data.secretsOf(service.name))) {
    secrets[variable] = ecs.Secret.fromSecretsManager(secret);
  }
  if (service.needs.cache) {
    const { password } = data.cacheUserOf(service.name);
    secrets[environmentNames.cachePassword] = ecs.Secret.fromSecretsManager(password);
  }
  return secrets;
}
