import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { type ChangedAnswers, changeAnswers } from '../../../support/contracts/change-answers.ts';
import { consumersOf } from '../../../support/contracts/contract-files.ts';
import { verifyContract } from '../../../support/contracts/verify-contract.ts';
import { ordersSecret, type StartedCatalog, startCatalog } from '../support/started-catalog.ts';
import { statesOf } from '../support/states-of-catalog.ts';

let catalog: StartedCatalog;
let broken: ChangedAnswers;
beforeAll(async () => {
  catalog = await startCatalog();
  broken = await changeAnswers(catalog.url, (text) => text.replaceAll('"title":', '"heading":'));
});
afterAll(async () => {
  await broken.close();
  await catalog.close();
});

const serviceToken = createServiceToken({ self: 'orders', secrets: { catalog: ordersSecret } });
const tokenOf = async (subject: string) =>
  subject === 'service:orders' ? serviceToken('catalog') : await catalog.tokens.sign({ subject });
const verify = (consumer: string, url = catalog.url) =>
  verifyContract({ provider: 'catalog', consumer, url, states: statesOf(catalog, tokenOf), tokenOf });

describe('catalog', () => {
  it.each(consumersOf('catalog'))('keeps its contract with %s', (consumer) => verify(consumer));

  it('hears whom it breaks when it names a title otherwise', async () => {
    await expect(verify('carts', broken.url)).rejects.toThrow(
      /catalog breaks its contract with carts: .*products.*title/,
    );
    await verify('recommendations', broken.url);
  });
});
