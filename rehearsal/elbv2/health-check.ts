import { request } from 'node:http';
import { AwsError } from '../plane.ts';
import type { HealthReason } from './health-record.ts';

export interface HealthCheck {
  readonly path: string;
  /** @default - the port the target was registered with */
  readonly port: number | undefined;
  readonly timeoutMs: number;
  readonly accepts: (status: number) => boolean;
}

/** Asks a target once, over a connection of its own; `undefined` says it passed. */
export function checkHealth(
  target: { readonly address: string; readonly port: number },
  check: HealthCheck,
  signal: AbortSignal,
): Promise<HealthReason | undefined> {
  return new Promise((resolve) => {
    const port = check.port ?? target.port;
    const asked = request({
      host: target.address,
      port,
      path: check.path,
      agent: false,
      signal,
      headers: {
        host: `${target.address}:${port}`,
        'user-agent': 'ELB-HealthChecker/2.0',
        connection: 'close',
      },
    });
    const timer = setTimeout(() => {
      resolve({ code: 'Target.Timeout', description: 'Request timed out' });
      asked.destroy();
    }, check.timeoutMs);
    asked.on('response', (answer) => {
      const status = answer.statusCode ?? 0;
      const description = `Health checks failed with these codes: [${status}]`;
      resolve(check.accepts(status) ? undefined : { code: 'Target.ResponseCodeMismatch', description });
      answer.resume();
    });
    asked.on('error', () =>
      resolve({ code: 'Target.FailedHealthChecks', description: 'Health checks failed' }),
    );
    asked.on('close', () => clearTimeout(timer));
    asked.end();
  });
}

/** Compiles a matcher: `200`, `200,202`, `200-299`. */
export function acceptedStatuses(matcher: string): (status: number) => boolean {
  const ranges = matcher.split(',').map((part) => {
    const [, from, to = from] = /^\s*(\d{3})(?:-(\d{3}))?\s*$/.exec(part) ?? [];
    if (from === undefined || to === undefined || Number(from) < 200 || Number(to) > 499) {
      throw new AwsError(
        'ValidationError',
        `Health check matcher HTTP code '${matcher}' must be within '200-499'`,
      );
    }
    return { from: Number(from), to: Number(to) };
  });
  return (status) => ranges.some(({ from, to }) => status >= from && status <= to);
}
