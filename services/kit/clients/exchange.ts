import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { RetryPlan } from './retry-plan.ts';
import { UpstreamFailure } from './upstream-failure.ts';

/** Takes an answer as it comes in. */
export interface Receiver {
  head(status: number, headers: IncomingHttpHeaders, controller: Dispatcher.DispatchController): void;
  data(chunk: Buffer): void;
  end(): void;
}

export interface ExchangeParts {
  readonly upstream: string;
  readonly receiver: Receiver;
  readonly plan: RetryPlan;
  /** The head of the answer is there, and about to be handed on. */
  readonly onHead: () => void;
  readonly settle: (failure?: UpstreamFailure) => void;
}

/** One attempt at one request, as undici drives it. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #parts: ExchangeParts;
  #controller: Dispatcher.DispatchController | undefined;
  #cancelled: UpstreamFailure | undefined;
  /** A balancer's word that the service did not answer. */
  #answered: UpstreamFailure | undefined;
  #begun = false;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  get begun(): boolean {
    return this.#begun;
  }

  cancel(failure: UpstreamFailure): void {
    this.#cancelled ??= failure;
    failure.passedOn = this.#begun;
    this.#controller?.abort(failure);
    // Still waiting for a connection: undici says nothing before there is one.
    if (this.#controller === undefined) this.#parts.settle(failure);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#cancelled !== undefined) controller.abort(this.#cancelled);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    const { upstream, plan, receiver, onHead } = this.#parts;
    if (isBalancerSpeaking(status, headers)) {
      this.#answered = new UpstreamFailure(upstream, 'answered', { status });
      this.#answered.retryGranted = plan.grant(this.#answered);
      if (this.#answered.retryGranted) return;
    }
    this.#begun = true;
    onHead();
    receiver.head(status, headers, controller);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#begun) this.#parts.receiver.data(chunk);
  }

  onResponseEnd(): void {
    if (this.#begun) this.#parts.receiver.end();
    if (this.#answered !== undefined) this.#answered.passedOn = this.#begun;
    this.#parts.settle(this.#answered);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const failure =
      this.#cancelled ?? connectionFailure(this.#parts.upstream, error, this.#controller !== undefined);
    failure.passedOn = this.#begun;
    this.#parts.settle(failure);
  }
}

/** A service says in a problem document that it cannot; whoever says it otherwise stands before it. */
function isBalancerSpeaking(status: number, headers: IncomingHttpHeaders): boolean {
  return status >= 502 && status <= 504 && headers['content-type'] !== 'application/problem+json';
}

function connectionFailure(upstream: string, error: Error, started: boolean): UpstreamFailure {
  return new UpstreamFailure(upstream, started ? 'broken' : 'unsent', { cause: error });
}
