import { setTimeout as sleep } from 'node:timers/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { openPatiently } from './patient-session.ts';
import { createTenant } from './tenant.ts';
import { type MasterCredentials, openTenantSession } from './tenant-session.ts';

const environment = {
  host: required('DATABASE_HOST'),
  port: Number(required('DATABASE_PORT')),
  masterSecretArn: required('MASTER_SECRET_ARN'),
  password: process.env.DATABASE_PASSWORD || undefined,
  trustedAuthorityFile: process.env.TRUSTED_AUTHORITY_FILE || undefined,
};

const secrets = new SecretsManagerClient({});

/** Read anew each time: RDS rotates the secret it manages. */
async function masterCredentials(): Promise<MasterCredentials> {
  const { SecretString: text } = await secrets.send(
    new GetSecretValueCommand({ SecretId: environment.masterSecretArn }),
  );
  const { username, password }: Partial<MasterCredentials> = JSON.parse(text ?? '{}');
  if (username === undefined || password === undefined) {
    throw new Error(`secret ${environment.masterSecretArn}: has no username and password, RDS writes both`);
  }
  return { username, password };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`environment of Custom::Tenant: ${name} is missing, the data stack sets it`);
  }
  return value;
}

export const { onEvent } = createTenant({
  masterCredentials,
  open: (credentials) => openPatiently(() => openTenantSession(environment, credentials), sleep),
  password: environment.password,
});
