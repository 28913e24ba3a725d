import { expect } from '@jest/globals';
import type { CatalogAnswer } from './catalog-client.ts';
import type { RawAnswer } from './raw-request.ts';

const insides = /node_modules|services\/|\bat .*:\d+:\d+|\.ts\b|\.mjs\b|SELECT|mysql|ER_[A-Z]/;

/** A problem of one of these statuses that tells nothing of the service's insides. */
export function expectRefusal(answer: CatalogAnswer, ...statuses: readonly number[]): void {
  const { status, headers, text } = answer;
  expectProblem({ status, contentType: String(headers['content-type']), text }, statuses);
}

export function expectRawRefusal({ status, head, body }: RawAnswer, ...statuses: readonly number[]): void {
  expectProblem(
    { status, contentType: /^content-type: (.*)$/m.exec(head)?.[1] ?? 'none', text: body },
    statuses,
  );
}

/** What was sent made sense or was refused: 2xx, 3xx or a problem with a 4xx. */
export function expectNoFailure(answer: CatalogAnswer): void {
  if (answer.status < 400) return;
  expectRefusal(answer, ...Array.from({ length: 100 }, (_, index) => 400 + index));
}

interface Told {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

function expectProblem({ status, contentType, text }: Told, statuses: readonly number[]): void {
  expect(statuses).toContain(status);
  expect(contentType).toContain('application/problem+json');
  const { detail, ...body } = JSON.parse(text);
  expect(body).toMatchObject({ status, title: expect.any(String), type: expect.any(String) });
  expect(detail).toEqual(expect.any(String));
  // The detail may quote what was sent, so only what the service says of itself is looked through.
  expect(JSON.stringify({ title: body.title, type: body.type, keys: Object.keys(body) })).not.toMatch(
    insides,
  );
  expect(body).not.toHaveProperty('stack');
}
