import { type ApiService, AwsError } from '../plane.ts';
import type { Secret, SecretStore } from './secret-store.ts';

export function createSecretsApi(store: SecretStore): ApiService {
  const summaryOf = (secret: Secret) => ({
    ARN: store.arnOf(secret.name),
    Name: secret.name,
    LastChangedDate: new Date(secret.changedAt),
  });
  return {
    signingName: 'secretsmanager',
    protocol: 'json',
    namespace: 'secretsmanager',
    operations: {
      GetSecretValue: ({ SecretId, VersionStage = 'AWSCURRENT' }) => {
        const secret = store.get(idOf(SecretId));
        const value = VersionStage === 'AWSPREVIOUS' ? secret.previous : secret.value;
        if (value === undefined || !['AWSCURRENT', 'AWSPREVIOUS'].includes(String(VersionStage))) {
          throw new AwsError(
            'ResourceNotFoundException',
            `Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`,
          );
        }
        return {
          ARN: store.arnOf(secret.name),
          Name: secret.name,
          VersionId: secret.versionId,
          SecretString: value,
          VersionStages: [VersionStage],
          CreatedDate: new Date(secret.changedAt),
        };
      },
      DescribeSecret: ({ SecretId }) => {
        const secret = store.get(idOf(SecretId));
        return { ...summaryOf(secret), VersionIdsToStages: { [secret.versionId]: ['AWSCURRENT'] } };
      },
      PutSecretValue: ({ SecretId, SecretString }) => {
        if (typeof SecretString !== 'string') {
          throw new AwsError(
            'InvalidParameterException',
            'You must provide SecretString; SecretBinary is not played here.',
          );
        }
        const secret = store.put(store.get(idOf(SecretId)).name, SecretString);
        return {
          ARN: store.arnOf(secret.name),
          Name: secret.name,
          VersionId: secret.versionId,
          VersionStages: ['AWSCURRENT'],
        };
      },
      ListSecrets: () => ({ SecretList: store.all().map(summaryOf) }),
    },
  };
}

function idOf(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('InvalidParameterException', 'You must provide a value for the SecretId parameter.');
}
