import { environmentNames as name } from '../../platform/environment-names.ts';
import { makeSchema, openBareShop, urlsOf } from './bare-shop.ts';
import { type BarrageReport, fire } from './cannon.ts';
import { atLeast, atMost, type Figure, shown } from './figures.ts';
import { median } from './median.ts';

/** The first product of the seed, the same everywhere. */
const path = '/v1/products/01941f29-7c00-736b-bd89-6b129ac7647c';
const rounds = 5;

/** The read path twice, side by side: with logs, metrics and traces, and with none of them. */
export async function benchTelemetry(ports: number): Promise<readonly Figure[]> {
  const shop = await openBareShop();
  try {
    await makeSchema(shop, 'catalog');
    await shop.task('catalog', 'migrate');
    await shop.task('catalog', 'seed');
    const pair = async (first: number, level: string): Promise<string> => {
      const env = { [name.logLevel]: level };
      const catalog = await shop.start({ service: 'catalog', port: first + 1, env });
      const gateway = await shop.start({
        service: 'gateway',
        port: first,
        env: { ...env, ...urlsOf({ catalog }), [name.rateLimit]: '1000000', [name.rateLimitSeconds]: '1' },
      });
      return gateway.url;
    };
    const [on, off] = [await pair(ports, 'info'), await pair(ports + 2, 'off')];
    const headers = { authorization: `Bearer ${await shop.tokens.sign({ minutes: 60 })}` };
    const ask = (url: string, seconds: number) =>
      fire({ url: `${url}${path}`, headers, connections: 50, seconds });
    for (const url of [on, off]) await ask(url, 2);
    const shares: number[] = [];
    const reports: BarrageReport[] = [];
    for (let round = 0; round < rounds; round++) {
      // Each goes first in turn, so that neither always finds the machine warmer.
      const [first, second] = round % 2 === 0 ? [on, off] : [off, on];
      const [one, other] = [await ask(first, 4), await ask(second, 4)];
      const [withAll, without] = first === on ? [one, other] : [other, one];
      shares.push(withAll.perSecond / without.perSecond);
      reports.push(withAll, without);
    }
    const failed = reports.reduce((sum, report) => sum + report.failed, 0);
    const rates = (remainder: number) =>
      median(reports.filter((_, index) => index % 2 === remainder).map(({ perSecond }) => perSecond));
    return [
      atLeast('read path with telemetry, share of without', median(shares), 0.85, 'x'),
      atMost('failed requests', failed, 0, 'requests', 0),
      shown('requests/s: with, without', `${rates(0).toFixed(0)}, ${rates(1).toFixed(0)}`),
    ];
  } finally {
    await shop.stop();
  }
}
