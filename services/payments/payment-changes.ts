import type { Authorization, PaymentState } from './authorization.ts';
import type { Begun, OperationDoubt, OperationResult, OperationWish } from './authorization-store.ts';
import { beginning, stateAfter } from './payment-steps.ts';

/** A change of one authorization, decided while nobody else can change it. */
export interface PaymentChange<Result> {
  readonly id: string;
  decide(authorization: Authorization | undefined): Decision<Result>;
}

export interface Decision<Result> {
  /** @default - it stays as it is */
  readonly after?: Authorization;
  /** The state that the ledger has to tell of. @default - no money moved */
  readonly posting?: PaymentState | undefined;
  readonly result: Result;
}

export function beginChange({ id, operation, now, dueAt }: OperationWish): PaymentChange<Begun | undefined> {
  return {
    id,
    decide(before) {
      if (before === undefined) return { result: undefined };
      const begun = beginning(before, operation, now);
      if (begun.outcome !== 'begun') return { result: { beginning: begun, authorization: before } };
      const after = { ...before, operation, dueAt, refusal: undefined, updatedAt: now };
      return { after, result: { beginning: begun, authorization: after } };
    },
  };
}

export function settleChange({ id, operation, answer, now }: OperationResult): PaymentChange<Authorization> {
  return {
    id,
    decide(authorization) {
      const before = there(authorization, id);
      // Whoever asked the provider in the meantime got the same answer and has recorded it.
      if (before.operation !== operation) return { result: before };
      const state = stateAfter(operation, answer);
      const after = {
        ...before,
        state,
        operation: undefined,
        doubtful: false,
        refusal: answer.outcome === 'refused' ? answer.reason.slice(0, 40) : undefined,
        token: undefined,
        dueAt: undefined,
        updatedAt: now,
      };
      return { after, posting: state === before.state ? undefined : state, result: after };
    },
  };
}

export function doubtChange({ id, operation, now, dueAt }: OperationDoubt): PaymentChange<Authorization> {
  return {
    id,
    decide(authorization) {
      const before = there(authorization, id);
      if (before.operation !== operation) return { result: before };
      const after = { ...before, doubtful: true, dueAt, updatedAt: now };
      return { after, result: after };
    },
  };
}

function there(authorization: Authorization | undefined, id: string): Authorization {
  if (authorization !== undefined) return authorization;
  throw new Error(`authorization ${id} is not there, although its operation was begun; nothing deletes them`);
}
