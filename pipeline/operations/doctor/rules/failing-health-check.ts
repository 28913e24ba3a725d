import type { Rule } from '../diagnosis.ts';
import { liveRemarks } from '../live-remarks.ts';
import { isGoneBack, mayGoBack } from '../may-go-back.ts';
import { stoppedBecause, stoppedWords } from '../stopped-because.ts';

const answered = /Health checks failed with these codes: \[(\d+)\]/;
const unhealthy =
  /is unhealthy in (?:\()?target-group|failed ELB health checks|failed container health checks/i;

const mostOften = 'most often because the database or the cache does not answer';

/** What a program says of its own accord when something is amiss. */
const complaint = /"level":\s*"(warn|error|fatal)"/;

/**
 * Something listens, and does not answer 200: it says itself what it lacks. What a release that was taken back answered is
 * over, and it may have been asked for another path than is asked for now.
 */
export const failingHealthCheck: Rule = (evidence) => {
  const { ecs, targets, service, here } = evidence;
  const sick = targets.flatMap(({ group, weight, targets: all }) =>
    all
      .filter(({ state, description }) => state === 'unhealthy' && answered.test(description))
      .map((target) => ({ group, weight, ...target })),
  );
  const [first] = sick;
  const remarks = liveRemarks(evidence).filter(
    ({ message }) => unhealthy.test(message) && answered.test(message),
  );
  const stopped = stoppedBecause(evidence, unhealthy);
  const [released] = (evidence.stack?.failures ?? []).filter(
    ({ type, reason }) => type === 'Custom::Release' && answered.test(reason),
  );
  const [, code] = answered.exec(first?.description ?? remarks[0]?.message ?? released?.reason ?? '') ?? [];
  if (code === undefined) return undefined;
  const isOver = sick.length === 0;
  const lines = isOver ? evidence.lines.filter((line) => complaint.test(line)) : evidence.lines;
  const goingBackMayHelp =
    (sick.some(({ weight }) => weight !== 0) && !isGoneBack(evidence)) ||
    (stopped !== undefined && mayGoBack(evidence, stopped.task.revision));
  return {
    name: isOver ? 'failed health check' : 'failing health check',
    cause: isOver
      ? `Tasks of ${service} answered their health check with ${code}, and only 200 gets traffic${code === '503' ? `: they were there and said that they were not ready, ${mostOften}` : ''}. None is unhealthy now.`
      : `${service} answers ${ecs?.healthPath ?? 'its health check'} with ${code}, and only 200 gets traffic${code === '503' ? `: it is there and says that it is not ready, ${mostOften}` : ''}.`,
    evidence: [
      ...sick.map(
        ({ group, address, port, description }) =>
          `${group}: ${address}:${port} is unhealthy: ${description}`,
      ),
      ...remarks.slice(0, 1).map(({ message }) => `ECS says: ${message}`),
      ...(stopped === undefined ? [] : [stoppedWords(stopped)]),
      ...(released === undefined ? [] : [`CloudFormation says of ${released.logicalId}: ${released.reason}`]),
      ...lines.slice(-3).map((line) => `its log says: ${line}`),
    ],
    ...sinceOf([
      ...remarks.map(({ at }) => at),
      ...(stopped === undefined ? [] : [stopped.since]),
      ...(released === undefined ? [] : [released.at]),
    ]),
    next: goingBackMayHelp
      ? `npx shoal logs ${service}${here} says what it lacks; npx shoal rollback ${service}${here} where it began with a release`
      : `npx shoal logs ${service}${here}, mend it, then deploy again`,
    weight: 'wrong',
  };
};

function sinceOf(times: readonly number[]): { readonly since?: number } {
  return times.length === 0 ? {} : { since: Math.min(...times) };
}
