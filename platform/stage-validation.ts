import { services } from './services.ts';
import { alarmsShape } from './stage/alarms.ts';
import { baselineShape } from './stage/baseline.ts';
import { secondOfARegionProblemsOf } from './stage/baseline-rules.ts';
import { budgetShape } from './stage/budget.ts';
import { canaryShape } from './stage/canary.ts';
import { dashboardsCheck } from './stage/dashboards.ts';
import { cacheShape, databaseShape } from './stage/data.ts';
import { deliveryShape } from './stage/delivery.ts';
import { edgeShape } from './stage/edge.ts';
import { logArchiveShape } from './stage/log-archive.ts';
import { networkShape } from './stage/network.ts';
import { phoenixShape } from './stage/phoenix.ts';
import { releaseShape } from './stage/release.ts';
import { resilienceShape } from './stage/resilience.ts';
import { experimentsOnStrangers } from './stage/resilience-rules.ts';
import { seasonsShape } from './stage/seasons.ts';
import { sleepShape } from './stage/sleep.ts';
import { strangersAmong, taskSizesCheck } from './stage/task-sizes.ts';
import { telemetryShape } from './stage/telemetry.ts';
import type { StageDefinition } from './stages.ts';
import {
  listOf,
  oneNumberOf,
  oneOf,
  optional,
  sentence,
  text,
  truth,
  wholeNumber,
} from './validation/checks.ts';
import { cidrCheck, overlapProblemsOf } from './validation/cidr.ts';
import { nameLimits } from './validation/name-limits.ts';
import { duplicateProblemsOf, name } from './validation/names.ts';
import { DefinitionError } from './validation/problem.ts';
import { problemsIn } from './validation/rule.ts';
import { Choice, isRecord, type Shape } from './validation/shape.ts';
import { stageRules } from './validation/stage-rules.ts';
import { subjectOfStage } from './validation/subject.ts';

/**
 * Throws a `DefinitionError` with all that is wrong with these stages, each by itself and among each other.
 * @param listed the names of all services, for what a stage says of some, whether or not they are deployed with it
 */
export function validateStages(
  stages: readonly StageDefinition[],
  listed: readonly string[] = services.map(({ name }) => name),
): void {
  const known = stages.filter(isRecord);
  const problems = [
    ...stages.flatMap((stage) =>
      problemsIn(subjectOfStage(stage), stage, { shape: stageShape, rules: stageRules }),
    ),
    ...duplicateProblemsOf(
      'stage',
      known.map((stage) => ({ name: stage.name, subject: subjectOfStage(stage) })),
    ),
    ...overlapProblemsOf(known),
    ...secondOfARegionProblemsOf(known),
    ...strangersAmong(known, listed),
    ...experimentsOnStrangers(known, listed),
  ];
  if (problems.length > 0) throw new DefinitionError(problems);
}

const stageShape: Shape = {
  name: name(nameLimits.stage, { tools: 'where the registry is' }),
  region: text({ pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, words: 'an AWS region', example: 'eu-central-1' }),
  account: optional(
    text({ pattern: /^\d{12}$/, words: 'the twelve digits of an AWS account', example: '000000000000' }),
  ),
  zones: listOf(
    text({ pattern: /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, words: 'zones of the region', example: 'eu-central-1a' }),
    {
      atLeast: 2,
    },
  ),
  cidr: cidrCheck,
  nat: oneOf('instance', 'gateway-per-zone'),
  network: networkShape,
  edge: edgeShape,
  domain: new Choice(
    (domain): Shape =>
      'none' in domain
        ? { none: sentence('developers reach dev by the load balancer name') }
        : {
            name: text({
              pattern: /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
              words: 'a domain name',
              example: 'shoal.example',
            }),
            hostedZoneId: text({
              pattern: /^Z[A-Z0-9]{5,31}$/,
              words: 'the id of a Route 53 zone',
              example: 'Z0123456789ABCDEFGHIJ',
            }),
          },
  ),
  database: databaseShape,
  cache: cacheShape,
  tasks: { min: wholeNumber({ from: 1, to: 1000 }), max: wholeNumber({ from: 1, to: 1000 }) },
  taskSizes: taskSizesCheck,
  seasons: seasonsShape,
  sleep: sleepShape,
  capacity: oneOf('spot', 'on-demand'),
  release: releaseShape,
  delivery: deliveryShape,
  phoenix: phoenixShape,
  // What CloudWatch Logs offers.
  logDays: oneNumberOf(
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
  ),
  logArchive: logArchiveShape,
  telemetry: telemetryShape,
  dashboards: dashboardsCheck,
  alarms: alarmsShape,
  canary: canaryShape,
  protectsData: truth,
  resilience: resilienceShape,
  baseline: baselineShape,
  budget: budgetShape,
};
