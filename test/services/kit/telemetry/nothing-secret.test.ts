import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { operation } from '../../../../services/kit/http/operation.ts';
import { createLog } from '../../../../services/kit/telemetry/log.ts';
import { createMetrics } from '../../../../services/kit/telemetry/metrics.ts';
import { reportMetrics } from '../../../../services/kit/telemetry/report-metrics.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { rawRequest } from '../support/raw-request.ts';
import { createSampleApp } from '../support/sample-app.ts';
import { type StartedApp, startApp } from '../support/start-app.ts';

/** What must not be printed. Only what stands where a password stands can be known to be one. */
const secrets = {
  password: 'Tr0ub4dor-and-3',
  card: '4111 1111 1111 1111',
  cardInOne: '5500005555555559',
  email: 'ada.lovelace@example.com',
  token: '',
  opaque: 'rt_9f8e7d6c5b4a39281706',
};

let printed: string;
let started: StartedApp;
let endReport: () => void;

beforeEach(async () => {
  printed = '';
  const log = createLog(
    { serviceName: 'sample', serviceVersion: 'v1', logLevel: 'debug' },
    {
      sink: {
        write(line) {
          printed += line;
        },
        flush() {},
      },
    },
  );
  const clumsy = operation({
    method: 'POST',
    path: '/v1/clumsy/:id',
    summary: 'Logs and throws all it is given',
    access: 'anyone',
    params: Type.Object({ id: Type.String() }),
    query: Type.Object({}, { additionalProperties: true }),
    body: Type.Unknown(),
    handle: ({ body, query, params, headers, context }) => {
      context.log.info('asked', { body, query, params, headers });
      context.log.warn(`card ${secrets.card} of ${secrets.email}, ${headers.authorization}`);
      const cause = Object.assign(new Error(`password=${secrets.password}`), { body, sql: secrets.email });
      throw new Error(`INSERT failed for '${secrets.email}' with ${secrets.cardInOne}`, { cause });
    },
  });
  const metrics = createMetrics();
  endReport = reportMetrics({ metrics, log, clock: createFakeClock(), stage: 'dev' });
  const { app, signer } = createSampleApp({ log, metrics, operations: [clumsy] });
  secrets.token = signer.token();
  started = await startApp(app);
});
afterEach(() => started.close());

const everywhere = () => ({
  password: secrets.password,
  newPassword: secrets.password,
  user: { email: secrets.email, note: `write to ${secrets.email}` },
  paymentMethod: { cardNumber: secrets.card, number: secrets.cardInOne, cvc: '737' },
  refreshToken: secrets.opaque,
  text: `Bearer ${secrets.token}`,
  list: [secrets.card, { authorization: secrets.token }],
});

function expectNothingSecret(): void {
  endReport();
  expect(printed.length).toBeGreaterThan(200);
  for (const secret of Object.values(secrets)) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      expect(printed).not.toContain(form);
    }
  }
}

describe('the log of a service', () => {
  it('holds no secret that came in a body, a query, a path or a header, even where a handler logs it all', async () => {
    const query = new URLSearchParams({ email: secrets.email, token: secrets.opaque, q: secrets.card });
    for (const path of [
      '/v1/clumsy/1',
      '/nowhere',
      `/v1/clumsy/${secrets.email}`,
      `/v1/reset/${secrets.opaque}`,
    ]) {
      await fetch(`${started.url}${path}?${query}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${secrets.token}`,
          cookie: `session=${secrets.opaque}`,
          'x-api-key': secrets.opaque,
          'x-correlation-id': secrets.token,
          tracestate: `a=${secrets.email}`,
          referer: `https://shop.example/reset?token=${secrets.opaque}`,
          'user-agent': secrets.email,
        },
        body: JSON.stringify(everywhere()),
      }).then((answer) => answer.text());
    }
    expect(printed).toContain('"message":"asked"');
    expect(printed).toContain('INSERT failed');
    expectNothingSecret();
  });

  it('holds none of a request that is malformed', async () => {
    const lines = [
      `POST /v1/clumsy/1?email=${secrets.email} HTTP/1.1`,
      'content-type: application/json',
      `authorization: Basic ${secrets.opaque}`,
      `x-correlation-id: ${secrets.cardInOne}`,
    ];
    const body = `{"password":"${secrets.password}","card":"${secrets.card}",`;
    const host = 'host: x';
    const length = `content-length: ${body.length}`;
    await rawRequest(started.port, `${[...lines, host, length].join('\r\n')}\r\n\r\n${body}`);
    await rawRequest(started.port, `${[...lines, host, 'content-length: x'].join('\r\n')}\r\n\r\n${body}`);
    await rawRequest(started.port, `${[...lines, length].join('\r\n')}\r\n\r\n${body}`);
    await rawRequest(started.port, `${secrets.email} ${secrets.password}\r\n\r\n`);
    expectNothingSecret();
  });
});
