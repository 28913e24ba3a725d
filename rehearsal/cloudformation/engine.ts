import { randomUUID } from 'node:crypto';
import type { ReferenceSources } from './dynamic-references.ts';
import type { Stack, StackStatus } from './stack.ts';
import type { StackBook } from './stack-book.ts';
import { type StackEvent, stackType } from './stack-event.ts';
import type { TypeRegistry } from './type-registry.ts';

/** What every operation on a stack needs. */
export interface Engine {
  readonly registry: TypeRegistry;
  readonly book: StackBook;
  readonly references: ReferenceSources;
  readonly region: string;
  readonly zones: readonly string[];
  readonly onEvent: (event: StackEvent) => void;
  /** Aborted when the rehearsal ends: from then on nothing is begun, and nothing taken back. */
  readonly ending: AbortSignal;
}

export interface Subject {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/** Writes a line into the stack's history and tells whoever watches. */
export function tell(engine: Engine, stack: Stack, subject: Subject, status: string, reason?: string): void {
  const event: StackEvent = {
    eventId: randomUUID(),
    stackId: stack.id,
    stackName: stack.name,
    ...subject,
    status,
    reason,
    at: new Date(),
  };
  stack.events.push(event);
  engine.onEvent(event);
}

export function setStatus(engine: Engine, stack: Stack, status: StackStatus, reason?: string): void {
  stack.status = status;
  stack.statusReason = reason;
  tell(engine, stack, { logicalId: stack.name, physicalId: stack.id, type: stackType }, status, reason);
}
