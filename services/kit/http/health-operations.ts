import type { Health } from '../health/health.ts';
import { json } from './answer.ts';
import { type Operation, operation } from './operation.ts';

const noStore = { 'cache-control': 'no-store' };

export function healthOperations(health: Health): readonly Operation[] {
  return [
    operation({
      method: 'GET',
      path: '/health/live',
      summary: 'Whether the process runs',
      access: 'anyone',
      handle: () => json(200, { status: 'live' }, noStore),
    }),
    operation({
      method: 'GET',
      path: '/health/ready',
      summary: 'Whether this task may have traffic',
      access: 'anyone',
      handle: () => json(health.ready ? 200 : 503, health.report(), noStore),
    }),
  ];
}
