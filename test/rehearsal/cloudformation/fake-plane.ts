import { createAssetBook } from '../../../rehearsal/cloudformation/asset-book.ts';
import { CloudFormation } from '../../../rehearsal/cloudformation/cloudformation.ts';
import type { StackEvent } from '../../../rehearsal/cloudformation/stack-event.ts';
import type { Template } from '../../../rehearsal/cloudformation/template.ts';
import type { CreateCall, DeleteCall, Played, PlayedType, UpdateCall } from '../../../rehearsal/plane.ts';

export interface FakePlane {
  readonly cloudFormation: CloudFormation;
  /** What was done, in order: `create A`, `update B`, `delete C`. */
  readonly done: string[];
  readonly events: StackEvent[];
  readonly notPlayed: string[];
  /** The properties each resource was last given. */
  readonly given: Map<string, unknown>;
  /** Makes an operation such as `create B` fail, always or a number of times. */
  failAt(operation: string, times?: number): void;
  heal(): void;
  apply(
    resources: Template['Resources'],
    more?: Partial<Template>,
    stackName?: string,
  ): ReturnType<CloudFormation['apply']>;
}

/** `Test::Thing` with Size, Name (replacing) and Note (inert), made by a plane that only remembers. */
export function createFakePlane(more: readonly PlayedType[] = []): FakePlane {
  const done: string[] = [];
  const events: StackEvent[] = [];
  const notPlayed: string[] = [];
  const given = new Map<string, unknown>();
  const failing = new Map<string, number>();
  let made = 0;

  const note = async (verb: string, call: CreateCall | UpdateCall | DeleteCall): Promise<void> => {
    const operation = `${verb} ${call.logicalId}`;
    await Promise.resolve();
    const times = failing.get(operation) ?? 0;
    if (times > 0) {
      failing.set(operation, times - 1);
      throw new Error(`${operation} is not to be`);
    }
    done.push(operation);
    given.set(call.logicalId, call.properties);
  };
  const played = (physicalId: string, call: CreateCall): Played => ({
    physicalId,
    attributes: { Arn: `arn:${physicalId}`, 'Endpoint.Address': '127.0.0.9', Size: call.properties.Size },
  });
  const thing: PlayedType = {
    type: 'Test::Thing',
    plays: ['Size', 'Name', 'Secret', 'List'],
    inert: { Note: 'it is only a note' },
    replacedBy: ['Name'],
    create: async (call) => {
      await note('create', call);
      made += 1;
      return played(`${call.logicalId}-${made}`, call);
    },
    update: async (call) => {
      await note('update', call);
      return played(call.physicalId, call);
    },
    delete: async (call) => {
      await note('delete', call);
      done.push(`deleted ${call.physicalId}`);
    },
  };
  const cloudFormation = new CloudFormation({
    types: [thing, ...more],
    references: {
      secret: (name, key) => `secret of ${name}${key ? ` ${key}` : ''}`,
      parameter: (name) => `value of ${name}`,
    },
    assets: createAssetBook(),
    region: 'eu-central-1',
    zones: ['eu-central-1a', 'eu-central-1b'],
    onEvent: (event) => events.push(event),
    onNotPlayed: (type) => notPlayed.push(type),
  });
  return {
    cloudFormation,
    done,
    events,
    notPlayed,
    given,
    failAt: (operation, times = Number.POSITIVE_INFINITY) => failing.set(operation, times),
    heal: () => failing.clear(),
    apply: (Resources, rest = {}, stackName = 'dev-test') =>
      cloudFormation.apply({ stackName, template: { ...rest, Resources } }),
  };
}

export function thing(properties: Readonly<Record<string, unknown>> = {}, rest: object = {}) {
  return { Type: 'Test::Thing', Properties: properties, ...rest };
}
