/** A change that a guard lets nobody deploy. */
export interface Refusal {
  /** `prod-data/DatabaseInstance24D16791`, or the file and line of a migration. */
  readonly address: string;
  /** The property that brings it about; none where it is not one. */
  readonly property: string | undefined;
  /** What would happen, and what to do instead. */
  readonly sentence: string;
}

export interface GuardOptions {
  /** Resources that somebody has decided to lose, by their addresses. @default - none */
  readonly letGo?: readonly string[];
}

/** What is left to refuse; an address that saves nothing from being refused fails. */
export function withoutLetGo(refusals: readonly Refusal[], letGo: readonly string[]): readonly Refusal[] {
  const known = [...new Set(refusals.map(({ address }) => address))];
  const idle = letGo.find((address) => !known.includes(address));
  if (idle !== undefined) {
    throw new Error(
      `'${idle}' is to be let go, and no change would lose it; what would be lost: ${known.join(', ') || 'nothing'}`,
    );
  }
  return refusals.filter(({ address }) => !letGo.includes(address));
}
