import type { Plane } from '../plane.ts';
import { SecretStore } from './secret-store.ts';
import { type AttachmentTargets, playAttachment, playBeside, playSecret } from './secret-types.ts';
import { createSecretsApi } from './secrets-api.ts';

export interface SecretsParts {
  readonly stateFolder: string;
  readonly region: string;
  /** @default - no database can have a secret attached */
  readonly targets?: AttachmentTargets;
}

export interface SecretsPlane extends Plane {
  readonly secrets: SecretStore;
}

export function createSecretsPlane({ stateFolder, region, targets }: SecretsParts): SecretsPlane {
  const secrets = new SecretStore({ stateFolder, region });
  const rotation = 'nothing here rotates by itself';
  return {
    secrets,
    types: [
      playSecret(secrets),
      playAttachment(secrets, targets ?? { describe: () => undefined }),
      playBeside('AWS::SecretsManager::ResourcePolicy', {
        BlockPublicPolicy: 'nothing here asks for permission',
        ResourcePolicy: 'nothing here asks for permission',
        SecretId: 'nothing here asks for permission',
      }),
      playBeside('AWS::SecretsManager::RotationSchedule', {
        HostedRotationLambda: rotation,
        RotateImmediatelyOnUpdate: rotation,
        RotationLambdaARN: rotation,
        RotationRules: rotation,
        SecretId: rotation,
      }),
    ],
    apis: [createSecretsApi(secrets)],
    close: async () => {},
  };
}
