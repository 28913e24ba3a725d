import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnswerHeaders } from './answer-headers.ts';
import { Exchange } from './exchange.ts';
import { type Door, forwardedHeaders } from './forwarded-headers.ts';
import { answer, errorPage, type OwnAnswer, rawAnswer, redirectAnswer } from './own-answer.ts';
import { withBody } from './request-body.ts';
import { RequestFacts, type RequestTarget, targetOf } from './request-facts.ts';
import type { RouteTable } from './route-table.ts';
import type { Target } from './target.ts';
import type { TrafficCounters } from './traffic-counters.ts';
import { upgrade } from './upgrade.ts';
import { choose } from './weighted-choice.ts';

export interface DoormanProps extends Door {
  /** Read for every request, so a changed rule counts from the next one. */
  readonly routes: () => RouteTable;
  /** Likewise. */
  readonly headers: () => AnswerHeaders;
  readonly counters: TrafficCounters;
  readonly random: () => number;
  readonly reachedAt: (port: number) => number;
}

interface Found {
  readonly target: Target;
  readonly counters: readonly TrafficCounters[];
}

/** Decides what becomes of each request a listener receives. */
export class Doorman {
  readonly #door: DoormanProps;

  constructor(door: DoormanProps) {
    this.#door = door;
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    this.#door.counters.countRequest();
    const asked = targetOf(request);
    const refused = refusal(request, asked);
    if (asked === undefined || refused !== undefined) {
      this.#answer(request, response, errorPage(refused ?? 400));
      return;
    }
    const { idleTimeoutMs } = this.#door.attributes;
    withBody(request, {
      idleTimeoutMs,
      ready: (body) => {
        // The target is chosen once the body is there: it may have left while a slow client was still sending.
        const found = this.#find(new RequestFacts(request, asked));
        if ('status' in found) {
          this.#answer(request, response, found);
          return;
        }
        new Exchange({ request, response, headers: this.#door.headers(), ...found }).send({
          path: pathOf(asked),
          headers: forwardedHeaders(request, asked.authority, this.#door),
          body,
          idleTimeoutMs,
        });
      },
      stalled: () => {
        response.once('finish', () => request.destroy());
        this.#answer(request, response, errorPage(408));
      },
    });
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#door.counters.countRequest();
    const asked = targetOf(request);
    const found = asked ? this.#find(new RequestFacts(request, asked)) : errorPage(400);
    if (asked === undefined || 'status' in found) {
      const own = 'status' in found ? found : errorPage(400);
      this.#door.counters.countOwnAnswer(own.status);
      socket.end(rawAnswer(own, this.#door.headers()));
      return;
    }
    const headers = forwardedHeaders(request, asked.authority, this.#door);
    const { idleTimeoutMs } = this.#door.attributes;
    upgrade({ request, socket, head, ...found, path: pathOf(asked), headers, idleTimeoutMs });
  }

  #find(facts: RequestFacts): Found | OwnAnswer {
    const route = this.#door.routes().find(facts);
    if (route.type === 'fixed-response') return route;
    if (route.type === 'redirect') return redirectAnswer(route.redirect, facts, this.#door);
    const group = choose(route.groups, this.#door.random);
    group?.counters.countRequest();
    const target = group?.next();
    if (group === undefined || target === undefined) {
      group?.counters.countOwnAnswer(503);
      return errorPage(503);
    }
    return { target, counters: [this.#door.counters, group.counters] };
  }

  #answer(request: IncomingMessage, response: ServerResponse, own: OwnAnswer): void {
    this.#door.counters.countOwnAnswer(own.status);
    answer(request, response, own, this.#door.headers());
  }
}

function pathOf({ path, query }: RequestTarget): string {
  return query === '' ? path : `${path}?${query}`;
}

/** What ALB refuses by itself. */
function refusal(request: IncomingMessage, asked: RequestTarget | undefined): number | undefined {
  if (request.method === 'TRACE') return 405;
  if (asked === undefined) return 400;
  return (request.url?.length ?? 0) > 16_384 ? 414 : undefined;
}
