import { createHash } from 'node:crypto';
import { generatedName } from '../generated-name.ts';
import type { CreateCall, PlayedType } from '../plane.ts';
import { notPlayedTypes } from './not-played-types.ts';

/** Stands in for a type that no plane plays: it makes nothing, and has a `Ref` that looks like the real one. */
export function playNotPlayed(type: string): PlayedType {
  return {
    type,
    plays: ['*'],
    inert: {},
    replacedBy: [],
    create: async (call) => ({ physicalId: physicalIdOf(call), attributes: {} }),
    update: async ({ physicalId }) => ({ physicalId, attributes: {} }),
    delete: async () => {},
  };
}

function physicalIdOf({ type, stackName, logicalId, properties }: CreateCall): string {
  const hash = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex');
  const generated = generatedName(stackName, logicalId, 128);
  const ref = notPlayedTypes[type]?.ref ?? 'generated name';
  if (ref === 'generated name') return generated;
  if ('prefix' in ref) {
    return ref.prefix.endsWith('.')
      ? `${ref.prefix}${1 + (Number.parseInt(hash.slice(0, 6), 16) % 254)}`
      : `${ref.prefix}${hash.slice(0, 17)}`;
  }
  const name = properties[ref.name];
  return typeof name === 'string' ? name : generated;
}
