import { generatedName } from './generated-name.ts';
import type { PlayedType } from './plane.ts';

export interface BesideProps {
  readonly type: string;
  /** The property that names it. */
  readonly name: string;
  /** Why each of the others does nothing here. */
  readonly inert: Readonly<Record<string, string>>;
}

/** A resource that a server needs on AWS and that is only a name here. */
export function playBeside({ type, name, inert }: BesideProps): PlayedType {
  return {
    type,
    plays: [name],
    inert: { ...inert, Tags: 'tags have no effect here' },
    replacedBy: [name],
    async create({ properties, stackName, logicalId }) {
      const given = properties[name];
      const physicalId =
        typeof given === 'string' ? given : generatedName(stackName, logicalId, 63).toLowerCase();
      return { physicalId, attributes: { [name]: physicalId } };
    },
    update: async ({ physicalId }) => ({ physicalId, attributes: { [name]: physicalId } }),
    delete: async () => undefined,
  };
}
