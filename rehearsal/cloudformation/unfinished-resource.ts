/** A creation that failed after it had made something: the rollback deletes what `physicalId` names. */
export class UnfinishedResource extends Error {
  readonly physicalId: string;
  constructor(physicalId: string, message: string) {
    super(message);
    this.name = 'UnfinishedResource';
    this.physicalId = physicalId;
  }
}
