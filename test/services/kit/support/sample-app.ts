import type { Express } from 'express';
import Type from 'typebox';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createHealth, type Health } from '../../../../services/kit/health/health.ts';
import { json, noContent } from '../../../../services/kit/http/answer.ts';
import { type AppParts, createApp } from '../../../../services/kit/http/create-app.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';
import { createTokenSigner, type TokenSigner } from './tokens.ts';

export interface SampleApp {
  readonly app: Express;
  readonly health: Health;
  readonly recorded: RecordedLog;
  readonly signer: TokenSigner;
}

const params = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const body = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 20 }),
    size: Type.Union([Type.Literal('small'), Type.Literal('large')]),
    tags: Type.Optional(Type.Array(Type.String(), { maxItems: 3 })),
  },
  { additionalProperties: false },
);

/** A service with one operation of each kind that the kit treats differently. */
export function createSampleApp(more: Partial<AppParts> = {}): SampleApp {
  const recorded = recordedLog();
  const signer = createTokenSigner();
  const health = createHealth({ needs: {}, log: recorded.log });
  const operations = [
    operation({
      method: 'GET',
      path: '/v1/boats',
      summary: 'Boats',
      access: 'anyone',
      query: Type.Object(
        {
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
          tag: Type.Optional(Type.Array(Type.String())),
        },
        { additionalProperties: false },
      ),
      answers: { 200: Type.Object({}) },
      handle: ({ query }) => json(200, query),
    }),
    operation({
      method: 'POST',
      path: '/v1/boats',
      summary: 'A new boat',
      access: 'anyone',
      body,
      bodyLimit: 1024,
      answers: { 201: body },
      handle: (call) => json(201, call.body),
    }),
    operation({
      method: 'GET',
      path: '/v1/boats/:id',
      summary: 'One boat',
      access: 'anyone',
      params,
      answers: { 200: Type.Object({ id: Type.Integer(), traceparent: Type.String() }), 204: Type.Null() },
      handle: ({ params: { id }, context }) => json(200, { id, traceparent: context.traceparent }),
    }),
    operation({
      method: 'GET',
      path: '/v1/me',
      summary: 'Who calls',
      access: 'signed-in',
      answers: { 200: Type.Object({ subject: Type.String() }) },
      handle: ({ context }) => json(200, { subject: context.caller?.subject }),
    }),
    operation({
      method: 'DELETE',
      path: '/v1/boats/:id',
      summary: 'Scraps a boat',
      access: { role: 'staff' },
      params,
      answers: { 204: Type.Null() },
      handle: () => noContent(),
    }),
    operation({
      method: 'GET',
      path: '/v1/broken',
      summary: 'Fails',
      access: 'anyone',
      handle: () => {
        throw new Error('a secret reason, password=hunter2');
      },
    }),
  ];
  const app = createApp({
    operations,
    health,
    tokens: createTokenVerifier(signer.configuration),
    log: recorded.log,
    ...more,
  });
  return { app, health, recorded, signer };
}
