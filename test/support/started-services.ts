import { services } from '../../platform/services.ts';
import { createServiceToken } from '../../services/kit/auth/service-token.ts';
import type { OpenApiDocument } from './openapi-reader.ts';
import type { StartedService } from './started-service.ts';

/** How to start each service of the shop, by its name: what its tests say in `support/start-as-service.ts`. */
export const startedServices: Readonly<Record<string, () => Promise<StartedService>>> = Object.fromEntries(
  services.map(({ name }) => [
    name,
    async () => {
      const { startAsService } = await import(`../services/${name}/support/start-as-service.ts`);
      return startAsService();
    },
  ]),
);

/** As the tests of payments let orders sign. */
const secret = 'a secret of thirty-two characters';

export function tokenOfOrders(callee: string): string {
  return createServiceToken({ self: 'orders', secrets: { [callee]: secret } })(callee);
}

export async function descriptionOf({ url }: StartedService): Promise<OpenApiDocument> {
  const answer = await fetch(`${url}/openapi.json`);
  return (await answer.json()) as OpenApiDocument;
}
