import type { DBInstance } from '@aws-sdk/client-rds';
import { groupsOf } from './restore-request.ts';

/** One thing that must be of the new database as it is of the old one. */
export interface Comparison {
  readonly what: string;
  readonly found: string;
  /** Nothing where it is as it must be. */
  readonly expected?: string;
}

type Aspect = readonly [what: string, of: (instance: DBInstance) => string];

const aspects: readonly Aspect[] = [
  ['engine', ({ Engine, EngineVersion }) => `${Engine} ${EngineVersion}`],
  [
    'encryption',
    ({ StorageEncrypted, KmsKeyId }) => (StorageEncrypted ? `by ${KmsKeyId ?? 'a key of AWS'}` : 'none'),
  ],
  ['parameters', ({ DBParameterGroups: [group] = [] }) => group?.DBParameterGroupName ?? 'none'],
  ['subnets', ({ DBSubnetGroup }) => DBSubnetGroup?.DBSubnetGroupName ?? 'none'],
  ['security groups', (instance) => groupsOf(instance).join(', ') || 'none'],
  ['reached from outside', ({ PubliclyAccessible }) => (PubliclyAccessible ? 'yes' : 'no')],
  ['tokens of IAM', ({ IAMDatabaseAuthenticationEnabled: tokens }) => (tokens ? 'yes' : 'no')],
  ['storage', ({ AllocatedStorage: size }) => `${size} GiB`],
];

/** What RDS says of the new database, against what it says of the old one. */
export function compareRestored(old: DBInstance, made: DBInstance): readonly Comparison[] {
  const compared = aspects.map(([what, of]): Comparison => {
    const [found, expected] = [of(made), of(old)];
    return found === expected ? { what, found } : { what, found, expected };
  });
  const applied = made.DBParameterGroups?.[0]?.ParameterApplyStatus ?? 'in-sync';
  return applied === 'in-sync'
    ? compared
    : [
        ...compared,
        { what: 'parameters in effect', found: applied, expected: 'in-sync, after a restart of the new one' },
      ];
}
