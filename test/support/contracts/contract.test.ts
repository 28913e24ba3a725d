import { afterAll, describe, expect, it } from '@jest/globals';
import { openContract } from './contract.ts';
import { verifyContract } from './verify-contract.ts';

const contract = openContract({ consumer: 'carts', provider: 'catalog' });
afterAll(() => contract.close());

describe('a contract', () => {
  it('that says something else than what is kept beside the consumer is refused, with the way to keep it', async () => {
    await contract.pact
      .addInteraction()
      .uponReceiving('a question that carts never ask')
      .withRequest('GET', '/v3/products')
      .willRespondWith(200)
      .executeTest(async ({ url }) => {
        expect((await fetch(`${url}/v3/products`)).status).toBe(200);
      });
    expect(() => contract.keep()).toThrow(/carts needs something else of catalog.*KEEP_CONTRACTS=yes/);
  });

  it('is part of what is stated only where its request was really sent', async () => {
    const unsent = contract.pact
      .addInteraction()
      .uponReceiving('a question that nobody sends')
      .withRequest('GET', '/v4/products')
      .willRespondWith(200)
      .executeTest(async () => {});
    await expect(unsent).rejects.toThrow('/v4/products');
  });

  it('takes nothing for given that the provider cannot make true', async () => {
    const verified = verifyContract({ provider: 'catalog', consumer: 'carts', url: 'http://127.0.0.1:9' });
    await expect(verified).rejects.toThrow(
      "catalog cannot make true what carts takes for given: 'there is no such product', 'products are in stock'",
    );
  });
});
