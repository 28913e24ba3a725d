/** What the Provider framework of CDK hands a handler of ours; `isComplete` gets it with what `onEvent` returned merged in. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** The same whenever CloudFormation or Lambda asks again. */
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly StackId: string;
  /** Missing on Create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  /** The properties before, on Update. A stack that rolls back updates to the old ones, so these are then the newer. */
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
  /** What `onEvent` returned, on the way to `isComplete`. */
  readonly Data?: Readonly<Record<string, string>>;
}

export interface OnEventResult {
  readonly PhysicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** The framework refuses `Data` while a resource is incomplete. */
export type IsCompleteResult =
  | { readonly IsComplete: false }
  | { readonly IsComplete: true; readonly Data?: Readonly<Record<string, string>> };

export interface AsynchronousResource {
  onEvent(event: CustomResourceEvent): Promise<OnEventResult>;
  isComplete(event: CustomResourceEvent): Promise<IsCompleteResult>;
}

/** @returns the id of a resource that must exist by now. */
export function physicalIdOf(event: CustomResourceEvent): string {
  if (event.PhysicalResourceId === undefined || event.PhysicalResourceId === '') {
    throw new Error(
      `${event.LogicalResourceId}: ${event.RequestType} came without a PhysicalResourceId, CloudFormation sends one with every request but Create`,
    );
  }
  return event.PhysicalResourceId;
}
