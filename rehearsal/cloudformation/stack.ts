import type { Properties } from '../plane.ts';
import type { FailedUpdate } from './roll-back-update.ts';
import type { StackEvent } from './stack-event.ts';
import type { Template } from './template.ts';

export type StackStatus =
  | `${'CREATE' | 'ROLLBACK' | 'UPDATE' | 'UPDATE_ROLLBACK' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}`
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';

export interface Stack {
  readonly name: string;
  readonly id: string;
  status: StackStatus;
  statusReason: string | undefined;
  template: Template;
  parameters: Parameters;
  terminationProtection: boolean;
  /** Whether a failure takes back what its operation did. Where not, the next update goes on from there. */
  rollsBack: boolean;
  /** Where the assets of its functions are listed. */
  assetsFolder: string | undefined;
  resources: Map<string, StackResource>;
  outputs: Map<string, StackOutput>;
  /** The rest of a rollback that failed, until it is told to go on. */
  unfinishedRollback: FailedUpdate | undefined;
  readonly events: StackEvent[];
  readonly createdAt: Date;
  updatedAt: Date | undefined;
}

export type Parameters = Readonly<Record<string, string>>;

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly attributes: Properties;
  /** Its properties with references to secrets still in them: a secret's new value alone is no update. */
  readonly declared: Properties;
  /** The properties as its plane got them. */
  readonly given: Properties;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
}

export interface StackOutput {
  readonly value: unknown;
  readonly description: string | undefined;
  readonly exportName: string | undefined;
}
