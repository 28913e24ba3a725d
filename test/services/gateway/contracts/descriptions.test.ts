import { afterAll, describe, it } from '@jest/globals';
import { gateway } from '../../../../services/gateway/service.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { needsDescription } from '../support/needs-description.ts';

/** All that the gateway reads itself; what it passes on is between the service and the client. */
/** Of these it needs more than that, each in a file of its own. */
const ofMore = ['catalog', 'users'];
describe.each(gateway.calls.filter((name) => !ofMore.includes(name)))(
  'the gateway needs of %s',
  (provider) => {
    const contract = openContract({ consumer: 'gateway', provider });
    afterAll(() => contract.close());

    it('its description', () => needsDescription(contract, provider));

    it('nothing else than what is written down beside it', () => contract.keep());
  },
);
