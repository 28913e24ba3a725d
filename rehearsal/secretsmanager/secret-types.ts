import { generatedName } from '../generated-name.ts';
import type { CreateCall, PlayedType, Properties } from '../plane.ts';
import { generateSecret } from './generate-secret.ts';
import type { SecretStore } from './secret-store.ts';

/** `AWS::SecretsManager::Secret`. A value from before a restart stays, as the data it opens does. */
export function playSecret(store: SecretStore): PlayedType {
  const played = (name: string) => ({ physicalId: store.arnOf(name), attributes: { Id: store.arnOf(name) } });
  return {
    type: 'AWS::SecretsManager::Secret',
    plays: ['GenerateSecretString', 'Name', 'SecretString'],
    inert: {
      Description: 'it only says what the secret is for',
      KmsKeyId: 'data here is not encrypted at rest',
      ReplicaRegions: 'there is one region here',
    },
    replacedBy: ['Name'],
    create: async (call) => {
      const name = nameOf(call);
      const declared = call.properties.SecretString;
      if (typeof declared === 'string') store.put(name, declared);
      else store.ensure(name, () => initialValue(call.properties));
      return played(name);
    },
    update: async ({ physicalId, properties, oldProperties }) => {
      const { name } = store.get(physicalId);
      if (typeof properties.SecretString === 'string') store.put(name, properties.SecretString);
      else if (changed('GenerateSecretString', properties, oldProperties))
        store.put(name, initialValue(properties));
      return played(name);
    },
    delete: async ({ physicalId }) => store.delete(physicalId),
  };
}

export interface AttachmentTargets {
  /** What a database says of itself to a secret attached to it: engine, host, port. */
  describe(targetType: string, targetId: string): Properties | undefined;
}

/** `AWS::SecretsManager::SecretTargetAttachment`: adds where the database is to the secret that opens it. */
export function playAttachment(store: SecretStore, targets: AttachmentTargets): PlayedType {
  const attach = ({ SecretId, TargetType, TargetId }: Properties) => {
    const { name, value } = store.get(String(SecretId));
    const members: unknown = JSON.parse(value);
    const described = targets.describe(String(TargetType), String(TargetId));
    if (!described) throw new Error(`SecretTargetAttachment: there is no ${TargetType} '${TargetId}' here`);
    store.put(name, JSON.stringify({ ...(members as object), ...described }));
    return { physicalId: store.arnOf(name), attributes: { Id: store.arnOf(name) } };
  };
  return {
    type: 'AWS::SecretsManager::SecretTargetAttachment',
    plays: ['SecretId', 'TargetId', 'TargetType'],
    inert: {},
    replacedBy: ['SecretId'],
    create: async ({ properties }) => attach(properties),
    update: async ({ properties }) => attach(properties),
    delete: async () => {},
  };
}

/** A type that exists beside secrets and means nothing on one machine. */
export function playBeside(type: string, inert: Readonly<Record<string, string>>): PlayedType {
  return {
    type,
    plays: [],
    inert,
    replacedBy: [],
    create: async ({ properties, logicalId }) => ({
      physicalId: `${properties.SecretId ?? ''}|${logicalId}`,
      attributes: { Id: `${properties.SecretId ?? ''}|${logicalId}` },
    }),
    update: async ({ physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
    delete: async () => {},
  };
}

function initialValue({ GenerateSecretString }: Properties): string {
  return generateSecret(typeof GenerateSecretString === 'object' ? (GenerateSecretString as Properties) : {});
}

function changed(name: string, properties: Properties, oldProperties: Properties): boolean {
  return JSON.stringify(properties[name]) !== JSON.stringify(oldProperties[name]);
}

function nameOf({ stackName, logicalId, properties }: CreateCall): string {
  if (typeof properties.Name === 'string') return properties.Name;
  return generatedName(stackName, logicalId, 128);
}
