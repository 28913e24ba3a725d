import type { Diagnosis, Rule } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { recentOnly } from './recent-only.ts';
import { alarmBeforeRelease } from './rules/alarm-before-release.ts';
import { architectureMismatch } from './rules/architecture-mismatch.ts';
import { deploymentFailed } from './rules/deployment-failed.ts';
import { emptyTargetGroup } from './rules/empty-target-group.ts';
import { exitsAtStart } from './rules/exits-at-start.ts';
import { failedRelease } from './rules/failed-release.ts';
import { failingHealthCheck } from './rules/failing-health-check.ts';
import { fewTasks } from './rules/few-tasks.ts';
import { imageNotFound } from './rules/image-not-found.ts';
import { migrationFailed } from './rules/migration-failed.ts';
import { missingPermission } from './rules/missing-permission.ts';
import { missingSecret } from './rules/missing-secret.ts';
import { neverDeployed } from './rules/never-deployed.ts';
import { noCapacity } from './rules/no-capacity.ts';
import { outOfMemory } from './rules/out-of-memory.ts';
import { placeholderDomain } from './rules/placeholder-domain.ts';
import { sleepingStage } from './rules/sleeping-stage.ts';
import { stackStuck } from './rules/stack-stuck.ts';
import { stuckDeployment } from './rules/stuck-deployment.ts';
import { wrongPort } from './rules/wrong-port.ts';

/** Causes first. */
const causes: readonly Rule[] = [
  neverDeployed,
  sleepingStage,
  imageNotFound,
  architectureMismatch,
  missingPermission,
  missingSecret,
  outOfMemory,
  migrationFailed,
  wrongPort,
  failingHealthCheck,
  exitsAtStart,
  noCapacity,
  alarmBeforeRelease,
  deploymentFailed,
];

/** What follows from a cause, and is worth its own words only where it has other commands. */
const consequences: readonly Rule[] = [emptyTargetGroup, stuckDeployment, stackStuck, placeholderDomain];

/** Said only where nothing above explains it. */
const remains: readonly Rule[] = [failedRelease, fewTasks];

/** Of what CloudFormation alone knows. */
const ofTheGround: readonly Rule[] = [missingPermission, deploymentFailed, stackStuck];

/** Some words mean two things at once; the first of a pair is the better name for both. */
const hides: Readonly<Record<string, readonly string[]>> = {
  'out of memory': ['task exits'],
  'architecture mismatch': ['task exits', 'image not found'],
  'missing permission': ['image not found', 'missing secret', 'deployment failed'],
  'alarm firing before the release': ['release failed'],
  'alarm during the release': ['release failed'],
  'migration failed': ['task exits'],
  'failing health check': ['release failed'],
  'failed health check': ['release failed'],
  'image not found': ['migration failed'],
  'missing secret': ['migration failed'],
};

/** What is wrong with a service, causes before consequences. */
export function diagnose(gathered: Evidence): readonly Diagnosis[] {
  const evidence = recentOnly(gathered);
  const shown = [...withoutHidden(ask(causes, evidence)), ...ask(consequences, evidence)];
  const explained = shown.some(({ name }) => name !== 'placeholder domain');
  return explained ? shown : [...shown, ...ask(remains, evidence)];
}

/** What is wrong with a stack that services stand on. */
export function diagnoseGround(evidence: Evidence): readonly Diagnosis[] {
  return withoutHidden(ask(ofTheGround, evidence));
}

function ask(rules: readonly Rule[], evidence: Evidence): readonly Diagnosis[] {
  return rules.flatMap((rule) => rule(evidence) ?? []);
}

function withoutHidden(found: readonly Diagnosis[]): readonly Diagnosis[] {
  const hidden = new Set(found.flatMap(({ name }) => hides[name] ?? []));
  return found.filter(({ name }) => !hidden.has(name));
}
