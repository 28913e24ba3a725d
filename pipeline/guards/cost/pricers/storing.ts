import type { Prices } from '../prices/prices.ts';
import { numberAt, recordsAt } from '../property.ts';
import type { Properties } from '../stack.ts';

const daysOfMonth = 30;

/** What a bucket takes for each GB that is put into it, for as long as it keeps that, or for a month where it never ends. */
export function storingOf(
  bucket: Properties,
  prices: Prices,
): { readonly days: number | undefined; readonly usd: number } {
  const rules = recordsAt(bucket, 'LifecycleConfiguration.Rules');
  const days = rules.map((rule) => numberAt(rule, 'ExpirationInDays')).find((each) => each !== undefined);
  const kept = days ?? daysOfMonth;
  const coldAfter = rules
    .flatMap((rule) => recordsAt(rule, 'Transitions'))
    .map((transition) => numberAt(transition, 'TransitionInDays'))
    .find((each) => each !== undefined);
  const warm = Math.min(kept, coldAfter ?? kept);
  const cold = kept === warm ? 0 : (kept - warm) * prices.of('s3.stored.cold');
  return { days, usd: (warm * prices.of('s3.stored') + cold) / daysOfMonth };
}
