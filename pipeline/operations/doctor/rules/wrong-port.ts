import type { Rule } from '../diagnosis.ts';

const noAnswer = /^(Target\.FailedHealthChecks|Target\.Timeout)$/;

/** Nothing answers where the balancer asks. The service's own line about where it listens tells whether it is the port. */
export const wrongPort: Rule = ({ ecs, targets, lines, service, here }) => {
  const silent = targets.flatMap(({ group, targets: all }) =>
    all
      .filter(
        ({ state, reason, description }) =>
          state === 'unhealthy' && noAnswer.test(reason) && !/with these codes/.test(description),
      )
      .map((target) => ({ group, ...target })),
  );
  const [first] = silent;
  if (first === undefined || ecs === undefined) return undefined;
  const listens = lines.map(portIn).findLast((port) => port !== undefined);
  const elsewhere = listens !== undefined && listens !== first.port;
  return {
    name: 'wrong port',
    cause: elsewhere
      ? `${service} listens on port ${listens}, and the balancer asks on port ${first.port}.`
      : `Nothing answers the balancer on port ${first.port}: ${service} listens on another port or address, hangs, or its security group does not let the balancer in.`,
    evidence: silent.map(
      ({ group, address, port, reason, description }) =>
        `${group}: ${address}:${port} is unhealthy: ${reason}, ${description}`,
    ),
    next: elsewhere
      ? `let port in services/${service}/service.ts and what its main.ts listens on be the same, then deploy`
      : `npx shoal logs ${service}${here} shows its line "listening" with host and port, which must be 0.0.0.0 and ${ecs.port}`,
    weight: 'wrong',
  };
};

function portIn(line: string): number | undefined {
  if (!/listening/i.test(line)) return undefined;
  const [, port] = /"port":\s*"?(\d+)|port (\d+)/.exec(line) ?? [];
  return port === undefined ? undefined : Number(port);
}
