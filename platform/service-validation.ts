import { foundations } from './rests-on.ts';
import type { ServiceDefinition } from './service-definition.ts';
import { objectivesShape } from './service-objectives.ts';
import { listOf, oneOf, optional, sentence, text, truth, wholeNumber } from './validation/checks.ts';
import { sizeProblemsOf } from './validation/fargate-sizes.ts';
import { imageProblemsOf, imageShape } from './validation/image-shape.ts';
import { nameLimits } from './validation/name-limits.ts';
import { duplicateProblemsOf, listOrNone, name, unknownName } from './validation/names.ts';
import { DefinitionError, type Problem } from './validation/problem.ts';
import { type Form, problemsIn } from './validation/rule.ts';
import { schedulesShape } from './validation/schedules-shape.ts';
import { settingsShape } from './validation/settings-shape.ts';
import { isRecord, type Shape } from './validation/shape.ts';
import { subjectOfService } from './validation/subject.ts';

/** Throws a `DefinitionError` with all that is wrong with these services, each by itself and among each other. */
export function validateServices(services: readonly ServiceDefinition[]): void {
  const others = services.filter(isRecord);
  const problems = [
    ...services.flatMap((service) => problemsIn(subjectOfService(service), service, formAmong(others))),
    ...crowdProblemsOf(others),
    ...duplicateProblemsOf(
      'service',
      others.map((service) => ({
        name: service.name,
        subject: { ...subjectOfService(service), file: 'platform/services.ts' },
      })),
    ),
  ];
  if (problems.length > 0) throw new DefinitionError(problems);
}

function formAmong(services: readonly ServiceDefinition[]): Form<ServiceDefinition> {
  return {
    shape: serviceShape,
    rules: [
      { reads: ['size'], problems: (service) => sizeProblemsOf(subjectOfService(service), service.size) },
      { reads: ['route'], problems: (service) => publicProblemsOf(service, services) },
      { reads: ['signsTokens'], problems: (service) => signerProblemsOf(service, services) },
      { reads: ['calls', 'callsAlone'], problems: (service) => callProblemsOf(service, services) },
      {
        reads: ['calls', 'needs.database', 'needs.cache', 'goesOnWithout'],
        problems: goesOnWithoutProblemsOf,
      },
      { reads: ['needs.subscribes'], problems: (service) => eventProblemsOf(service, services) },
      { reads: ['needs.publishes', 'needs.database'], problems: outboxProblemsOf },
      { reads: ['needs.subscribes', 'scaling'], problems: workerProblemsOf },
      { reads: ['tasks', 'schedules'], problems: scheduleProblemsOf },
      { reads: ['name', 'image.dockerfile'], problems: imageProblemsOf },
    ],
  };
}

/** Names that would be taken for something else. */
const takenNames = {
  network: 'a stack of each stage',
  data: 'a stack of each stage',
  edge: 'a stack of each stage',
  cluster: 'a stack of each stage',
  events: 'a stack of each stage',
  baseline: 'a stack of each stage',
  resilience: 'a stack of each stage',
  'log-archive': 'a stack of each stage',
  canary: 'a stack of each stage',
  'far-copies': 'a stack of each stage',
  observability: 'a stack of each stage',
  delivery: 'a stack of each stage',
  phoenix: 'a stack of each stage',
  registry: 'the stack of all images',
  platform: "the folder of the platform's own logs",
  kit: 'the folder that services share',
  default: 'the user of the cache that may do nothing',
  database: 'what alarms and logs of each stage are named after',
  cache: 'what alarms and logs of each stage are named after',
  mysql: 'a schema of the database server',
  sys: 'a schema of the database server',
};

const eventName = {
  pattern: /^[a-z]+(-[a-z]+)+$/,
  words: '<noun>-<past participle>',
  example: 'order-placed',
};

const serviceShape: Shape = {
  name: name(nameLimits.service, takenNames),
  about: sentence('Products, their search, and the stock that orders reserve.'),
  owner: sentence('merchandise'),
  // Below 1024 a process would have to be root to listen.
  port: wholeNumber({ from: 1024, to: 65535 }),
  route: oneOf('public', 'internal'),
  healthPath: text({ pattern: /^\/[\w\-/.]*$/, words: 'a path', example: '/health/ready' }),
  size: {
    cpu: wholeNumber({ from: 256, to: 16384 }),
    memoryMiB: wholeNumber({ from: 512, to: 122880 }),
  },
  scaling: {
    requestsPerTaskPerMinute: wholeNumber({ from: 1, to: 1_000_000 }),
    cpuPercent: wholeNumber({ from: 10, to: 90 }),
    eventsPerTaskPerSecond: optional(wholeNumber({ from: 1, to: 10_000 })),
  },
  objectives: objectivesShape,
  needs: {
    database: truth,
    cache: truth,
    publishes: listOf(text(eventName)),
    subscribes: listOf(
      text({ pattern: /^[a-z0-9-]+\/[a-z-]+$/, words: '<service>/<event>', example: 'orders/order-placed' }),
    ),
    secrets: optional(
      listOf(
        text({
          pattern: /^[A-Z]+(_[A-Z]+)*$/,
          words: 'names of environment variables',
          example: 'KEY_ENCRYPTION_KEY',
        }),
      ),
    ),
  },
  calls: listOf(text({ pattern: /\S/, words: 'names of services', example: 'catalog' })),
  callsAlone: optional(listOf(text({ pattern: /\S/, words: 'names out of calls', example: 'catalog' }))),
  goesOnWithout: optional(
    listOf(text({ pattern: /\S/, words: 'names out of needs and calls', example: 'cache' })),
  ),
  signsTokens: optional(truth),
  tasks: listOf(
    text({
      // Every service with a database has that one already; and names grow into AWS names of 64 characters.
      pattern: /^(?!migrate$)(?=.{1,30}$)[a-z]+(-[a-z]+)*$/,
      words: 'lower-case verbs of up to 30 letters other than migrate',
      example: 'seed',
    }),
  ),
  schedules: schedulesShape,
  settings: settingsShape,
  image: imageShape,
};

function publicProblemsOf(
  service: ServiceDefinition,
  services: readonly ServiceDefinition[],
): readonly Problem[] {
  const first = services.find(({ route }) => route === 'public');
  if (first === undefined || first === service || service.route !== 'public') return [];
  return [
    {
      subject: subjectOfService(service),
      field: 'route',
      value: 'public',
      wrong: `would share the public load balancer with '${first.name}'`,
      allowed: 'internal, where another service is public',
      fix: `make it internal and let '${first.name}' call it`,
    },
  ];
}

function signerProblemsOf(
  service: ServiceDefinition,
  services: readonly ServiceDefinition[],
): readonly Problem[] {
  const first = services.find(({ signsTokens }) => signsTokens === true);
  if (first === undefined || first === service || service.signsTokens !== true) return [];
  return [
    {
      subject: subjectOfService(service),
      field: 'signsTokens',
      value: true,
      wrong: `is what '${first.name}' already does`,
      allowed: 'false, where another service signs',
      fix: 'remove it',
    },
  ];
}

function callProblemsOf(
  service: ServiceDefinition,
  services: readonly ServiceDefinition[],
): readonly Problem[] {
  const subject = subjectOfService(service);
  const others = services.filter(({ name, route }) => route !== 'public' && name !== service.name);
  const known = others.map(({ name }) => name);
  const alone = (service.callsAlone ?? [])
    .filter((call) => !service.calls.includes(call))
    .map((call) =>
      unknownName({
        subject,
        field: 'callsAlone',
        value: call,
        known: service.calls,
        what: 'a service it calls',
      }),
    );
  const named = service.calls.flatMap((call) => {
    const called = services.find(({ name }) => name === call);
    if (called === undefined) {
      return [unknownName({ subject, field: 'calls', value: call, known, what: 'a service' })];
    }
    const wrong =
      called.name === service.name
        ? 'is the service itself'
        : called.route === 'public'
          ? 'is behind the public load balancer and has no name inside'
          : undefined;
    if (wrong === undefined) return [];
    return [{ subject, field: 'calls', value: call, wrong, allowed: listOrNone(known), fix: 'remove it' }];
  });
  return [...named, ...alone];
}

function goesOnWithoutProblemsOf(service: ServiceDefinition): readonly Problem[] {
  const known = [...foundations.filter((foundation) => service.needs[foundation]), ...service.calls];
  return (service.goesOnWithout ?? [])
    .filter((one) => !known.includes(one))
    .map((one) =>
      unknownName({
        subject: subjectOfService(service),
        field: 'goesOnWithout',
        value: one,
        known,
        what: 'something it needs or calls',
      }),
    );
}

function eventProblemsOf(
  service: ServiceDefinition,
  services: readonly ServiceDefinition[],
): readonly Problem[] {
  const known = services.flatMap((other) => publishedBy(other));
  return service.needs.subscribes
    .filter((event) => !known.includes(event))
    .map((event) =>
      unknownName({
        subject: subjectOfService(service),
        field: 'needs.subscribes',
        value: event,
        known,
        what: 'an event that a service publishes',
      }),
    );
}

/** A balancer takes 100 target groups, whoever asks, and a service has one for each colour (docs/scale.md). */
const mostInternal = 50;

function crowdProblemsOf(services: readonly ServiceDefinition[]): readonly Problem[] {
  const internal = services.filter(({ route }) => route === 'internal');
  const beyond = internal[mostInternal];
  if (beyond === undefined) return [];
  return [
    {
      subject: { ...subjectOfService(beyond), file: 'platform/services.ts' },
      field: 'route',
      value: 'internal',
      wrong: `makes ${internal.length} services behind the internal load balancer, which has 100 target groups, two for each`,
      allowed: `at most ${mostInternal}`,
      fix: 'see docs/scale.md for what to do then',
    },
  ];
}

/** Events wait in a table of the service until they are published. */
function outboxProblemsOf(service: ServiceDefinition): readonly Problem[] {
  const { publishes, database } = service.needs;
  if (publishes.length === 0 || database) return [];
  return [
    {
      subject: subjectOfService(service),
      field: 'needs.publishes',
      value: publishes,
      wrong: 'needs an outbox, which is a table',
      allowed: 'events of services with a database',
      fix: 'set needs.database or publish nothing',
    },
  ];
}

function scheduleProblemsOf(service: ServiceDefinition): readonly Problem[] {
  return Object.keys(service.schedules ?? {})
    .filter((task) => !service.tasks.includes(task))
    .map((task) =>
      unknownName({
        subject: subjectOfService(service),
        field: 'schedules',
        value: task,
        known: service.tasks,
        what: 'a task of its own',
      }),
    );
}

/** Who handles events scales by them too, and nobody else can. */
function workerProblemsOf(service: ServiceDefinition): readonly Problem[] {
  const { eventsPerTaskPerSecond } = service.scaling;
  const handles = service.needs.subscribes.length > 0;
  if (handles === (eventsPerTaskPerSecond !== undefined)) return [];
  return [
    {
      subject: subjectOfService(service),
      field: 'scaling.eventsPerTaskPerSecond',
      value: eventsPerTaskPerSecond,
      wrong: handles ? 'is what its tasks cannot be scaled without' : 'is about events, and it handles none',
      allowed: handles
        ? '1 to 10000, where needs.subscribes names events'
        : 'nothing, where needs.subscribes is empty',
      fix: handles ? 'write how many events one task handles in a second' : 'remove it',
    },
  ];
}

/** Nothing, where the definition is so malformed that a problem of its own says it. */
function publishedBy({ name, needs }: Partial<ServiceDefinition>): readonly string[] {
  const publishes = needs?.publishes;
  return Array.isArray(publishes) ? publishes.map((event) => `${String(name)}/${String(event)}`) : [];
}
