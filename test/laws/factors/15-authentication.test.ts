import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { exampleOf } from '../../../services/kit/openapi/example-of.ts';
import { type DescribedOperation, operationsOf } from '../../support/openapi-reader.ts';
import type { StartedService } from '../../support/started-service.ts';
import { descriptionOf, startedServices } from '../../support/started-services.ts';

/** What changes something and is for anyone: to get an account, a session, or the cart of a guest, whose id is its key. */
const forAnyone = [
  ...['POST /v1/users', 'POST /v1/sessions', 'POST /v1/sessions/refresh'],
  ...['POST /v1/carts', 'DELETE /v1/carts/{id}', 'POST /v1/carts/{id}/checkout-view'],
  ...['PUT /v1/carts/{id}/items/{productId}', 'DELETE /v1/carts/{id}/items/{productId}'],
];
const unsigned = (claims: object) => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.`;
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nobodys = unsigned({
  iss: 'shoal',
  aud: 'shoal',
  sub: 'kim',
  roles: ['staff', 'operator'],
  exp: 9_999_999_999,
});

describe.each(services)('XV. Who may do what in $name', ({ name }) => {
  let service: StartedService;
  let operations: readonly DescribedOperation[];
  beforeAll(async () => {
    service = await (
      startedServices[name] ?? (() => Promise.reject(new Error(`nothing starts '${name}'`)))
    )();
    operations = operationsOf(await descriptionOf(service));
  });
  afterAll(() => service.close());

  const ask = async ({ method, path, operation }: DescribedOperation, token?: string) => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
      const schema = operation.parameters?.find((one) => one.name === parameter)?.schema ?? {};
      return String(exampleOf(schema) ?? 'x');
    });
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { status } = await fetch(`${service.url}${filled}`, { method, headers });
    return status;
  };

  it('is said of every operation that changes something', () => {
    const open = operations.filter(
      ({ method, operation }) => method !== 'GET' && operation.security === undefined,
    );
    expect(
      open.map(({ method, path }) => `${method} ${path}`).filter((one) => !forAnyone.includes(one)),
    ).toEqual([]);
  });

  it('is asked before anything else: without a token, and with one that nobody signed, all else is closed', async () => {
    for (const described of operations.filter(({ operation }) => operation.security !== undefined)) {
      const { method, path } = described;
      expect([method, path, await ask(described)]).toEqual([method, path, 401]);
      expect([method, path, await ask(described, nobodys)]).toEqual([method, path, 401]);
    }
  });

  it('is decided by the service itself: a person without the role is refused', async () => {
    const customer = await service.tokenOf('customer');
    for (const described of operations) {
      const ways = (described.operation.security ?? []).flatMap((way) => Object.values(way));
      if (ways.length === 0 || ways.some((roles) => roles.length === 0)) continue;
      const { method, path } = described;
      expect([method, path, await ask(described, customer)]).toEqual([method, path, 403]);
    }
  });
});
