import { randomBytes } from 'node:crypto';
import { shopAsGuest } from './shop-as-guest.ts';

/** What Synthetics runs: it fails by throwing, and what it returns is shown beside the run. */
export async function handler(): Promise<string> {
  const origin = process.env.SHOP_URL;
  if (origin === undefined) throw new Error('SHOP_URL is not set, set it to where the shop is');
  const { traceId, steps, degraded } = await shopAsGuest({
    origin,
    hex: (bytes) => randomBytes(bytes).toString('hex'),
  });
  const took = steps.map(({ step, ms }) => `${step} in ${ms} ms`).join(', ');
  const said = `a guest can ${took}${degraded ? '; recommendations were best sellers' : ''} (trace ${traceId})`;
  console.log(said);
  return said;
}
