/** What happened, as it travels: in the outbox, on the topic and in each subscriber's queue. */
export interface Event<Data = unknown> {
  /** Stays the same through every redelivery. */
  readonly id: string;
  /** What happened: `order-placed`. */
  readonly type: string;
  /** The service it happened in. */
  readonly source: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly traceparent: string;
  readonly correlationId: string;
  /** The id of what it happened to. */
  readonly subject: string;
  readonly data: Data;
}

/** What an event comes from, so that its handling belongs to the same trace: a `RequestContext` is one. */
export interface EventOrigin {
  readonly traceparent: string;
  readonly correlationId: string;
}
