import type { Event } from '../kit/events/event.ts';

/** Products that were bought together with others. */
export interface Companions {
  /** For each of the products its companions, the strongest first. Rejects where nobody can tell. */
  of(productIds: readonly string[]): Promise<readonly (readonly Companion[])[]>;
  /** One order's products belong together; once an event. Says whether it was new. */
  learn(event: Pick<Event, 'id' | 'occurredAt'>, productIds: readonly string[]): Promise<boolean>;
}

export interface Companion {
  readonly productId: string;
  /** Orders that held both, each fading with age. */
  readonly strength: number;
}
