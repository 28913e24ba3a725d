import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createAcmPlane } from './acm/acm-plane.ts';
import { AddressBook } from './addresses.ts';
import { createAppConfigPlane } from './appconfig/appconfig-plane.ts';
import { createScalingPlane } from './application-autoscaling/scaling-plane.ts';
import type { ServerPrograms } from './binaries/server-program.ts';
import { Calendar } from './calendar/calendar.ts';
import { createCertificates } from './certificates/certificates.ts';
import { createClock } from './clock.ts';
import { createAssetBook } from './cloudformation/asset-book.ts';
import { CloudFormation } from './cloudformation/cloudformation.ts';
import { createCloudFormationApi } from './cloudformation/cloudformation-api.ts';
import { createCustomResourcePlane } from './cloudformation/custom-resource/custom-resource-plane.ts';
import { createCloudWatchPlane } from './cloudwatch/cloudwatch-plane.ts';
import { createCodeDeployPlane } from './codedeploy/codedeploy-plane.ts';
import { createEcsPlane } from './ecs/ecs-plane.ts';
import { createElastiCachePlane } from './elasticache/elasticache-plane.ts';
import { createElbv2Plane } from './elbv2/elbv2-plane.ts';
import { callOperation } from './endpoint/call-operation.ts';
import type { HandedOnApi } from './endpoint/handed-on-api.ts';
import { createEventsPlane } from './events/events-plane.ts';
import { createFisPlane } from './fis/fis-plane.ts';
import { imagesUnder } from './images.ts';
import { createLambdaPlane } from './lambda/lambda-plane.ts';
import { createLogsPlane } from './logs/logs-plane.ts';
import type { ApiService, Plane } from './plane.ts';
import type { ProcessBook } from './processes.ts';
import { createRdsPlane } from './rds/rds-plane.ts';
import type { RehearsalSettings } from './rehearsal.ts';
import { createNamesPlane } from './route53/names-plane.ts';
import { createSchedulerPlane } from './scheduler/scheduler-plane.ts';
import { createSecretsPlane } from './secretsmanager/secrets-plane.ts';
import { createParametersPlane } from './ssm/parameters-plane.ts';
import { createSurroundings } from './task-surroundings.ts';

export interface Planes {
  readonly addresses: AddressBook;
  readonly apis: readonly ApiService[];
  readonly handedOn: readonly HandedOnApi[];
  readonly cloudFormation: CloudFormation;
  /** The resource types that are played. */
  readonly types: readonly string[];
  /** The last lines of a log group. */
  tail(group: string, lines: number): readonly string[];
  close(): Promise<void>;
}

/** Makes every plane and gives each the others it needs. Nothing is started yet. */
export async function composePlanes(
  settings: RehearsalSettings,
  {
    processes,
    programs,
  }: { readonly processes: ProcessBook; readonly programs: () => Promise<ServerPrograms> },
): Promise<Planes> {
  const { stateFolder, region, zones, say } = settings;
  const clock = createClock({ speed: settings.speed });
  const addresses = new AddressBook({ stateFolder, basePort: settings.basePort });
  const certificates = await createCertificates({ stateFolder });
  const appConfig = createAppConfigPlane({ clock, addresses });
  const endpoint = () => `http://127.0.0.1:${addresses.endpointPort}`;
  const { preloads, ofTask, ofFunction } = createSurroundings({
    stateFolder,
    region,
    authorityFile: certificates.authorityFile,
    databasePassword: randomBytes(24).toString('base64url'),
    endpoint,
    settingsUrl: appConfig.settingsUrl,
  });
  const assets = createAssetBook();

  const logs = createLogsPlane({ stateFolder, region, onLine: (line) => cloudWatch.printed(line) });
  const { groups } = logs;
  const secrets = createSecretsPlane({ stateFolder, region });
  const parameters = createParametersPlane({ region, presets: settings.parameters });
  const secretOf = (id: string, jsonKey?: string) =>
    id.startsWith('arn:aws:ssm:') ? parameters.parameters.valueOf(id) : secrets.secrets.valueOf(id, jsonKey);
  const names = createNamesPlane({ stateFolder });
  const acm = createAcmPlane({ region, certificates });
  const events = createEventsPlane({ region, endpoint });
  const elbv2 = createElbv2Plane({ region, addresses, certificates: acm.certificates });
  const lambda = createLambdaPlane({
    region,
    stateFolder,
    assets,
    groups,
    preloads,
    environment: ofFunction,
  });
  const servers = { region, stateFolder, addresses, certificates, processes, say };
  const rds = createRdsPlane({
    ...servers,
    secrets: secrets.secrets,
    groups,
    program: async () => (await programs()).database,
  });
  const elastiCache = createElastiCachePlane({ ...servers, program: async () => (await programs()).cache });
  const cloudWatch = createCloudWatchPlane({
    region,
    speed: settings.speed,
    traffic: elbv2.traffic,
    targets: elbv2.targets,
    services: () => ecs.services(),
    databases: () => rds.servers(),
    caches: () => elastiCache.readings(),
    queues: events.queues,
    topics: events.topics,
    say,
  });
  const { alarms } = cloudWatch;
  const ecs = createEcsPlane({
    region,
    processes,
    addresses,
    images: imagesUnder(join(stateFolder, 'images')),
    groups,
    valueOf: secretOf,
    environment: ofTask,
    targets: elbv2.targets,
    native: {
      clock,
      rules: elbv2.rules,
      targetGroups: elbv2.targetGroups,
      functions: lambda.functions,
      alarms,
      patienceMs: 20_000,
      steadyFloorMs: 2_000,
    },
  });
  const calendar = new Calendar({
    clock: createClock({ speed: 1 }),
    keepsRecurring: settings.keepsCalendar ?? false,
    say,
  });
  const scaling = createScalingPlane({ region, setBounds: ecs.scaling.setBounds, calendar });
  const scheduler = createSchedulerPlane({
    region,
    calendar,
    call: async (service, operation, input) =>
      callOperation([...rds.apis, ...ecs.apis], service, operation)(input),
  });
  const codeDeploy = createCodeDeployPlane({
    clock,
    rules: elbv2.rules,
    targetGroups: elbv2.targetGroups,
    taskSets: ecs.taskSets,
    functions: lambda.functions,
    alarms,
    tell: say,
  });
  const fis = createFisPlane({
    call: async (service, operation, input) =>
      callOperation([...ecs.apis, ...rds.apis, ...elastiCache.apis], service, operation)(input),
    alarms,
    say,
  });
  const custom = createCustomResourcePlane({ functions: lambda.functions, clock, region });

  const planes: readonly Plane[] = [
    logs,
    secrets,
    parameters,
    names,
    appConfig,
    acm,
    events,
    elbv2,
    lambda,
    rds,
    elastiCache,
    ecs,
    scaling,
    scheduler,
    codeDeploy,
    cloudWatch,
    fis,
    custom,
  ];
  const types = planes.flatMap((plane) => plane.types);
  const cloudFormation = new CloudFormation({
    types,
    references: {
      secret: (id, jsonKey) => secrets.secrets.valueOf(id, jsonKey),
      parameter: (id) => parameters.parameters.valueOf(id),
    },
    assets,
    region,
    zones,
    onEvent: settings.onEvent,
    onNotPlayed: settings.onNotPlayed,
  });
  return {
    addresses,
    apis: [...planes.flatMap(({ apis }) => apis), createCloudFormationApi(cloudFormation)],
    handedOn: [events.handedOn],
    cloudFormation,
    types: types.map(({ type }) => type),
    tail: (group, lines) => groups.tail(group, lines),
    // What uses something is closed before it: first deployments, then tasks, what leads to them, and their servers.
    close: async () => {
      cloudFormation.end();
      calendar.close();
      await cloudWatch.close();
      await codeDeploy.close();
      await custom.close();
      await ecs.close();
      await cloudFormation.settled();
      await Promise.all([elbv2, lambda, scaling, events].map((plane) => plane.close()));
      await Promise.all([rds, elastiCache].map((plane) => plane.close()));
      await Promise.all([logs, secrets, parameters, names, appConfig, acm].map((plane) => plane.close()));
    },
  };
}
