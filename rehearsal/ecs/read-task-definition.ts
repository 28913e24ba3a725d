import { PropertyReader } from '../property-reader.ts';
import { isPlayedElsewhere } from './played-elsewhere.ts';
import type {
  ContainerDefinition,
  ContainerHealthCheck,
  LogPlace,
  TaskDefinition,
} from './task-definition.ts';

/** What a task definition may say and means nothing for a process on this machine. */
export const inertTaskProperties = {
  NetworkMode: 'each task has a loopback address in place of a network interface',
  RequiresCompatibilities: 'every task is a process here',
  RuntimePlatform: 'the code runs on the processor of this machine',
  ExecutionRoleArn: 'nothing here asks for permission',
  TaskRoleArn: 'nothing here asks for permission',
  EphemeralStorage: 'the disk of this machine serves',
  Volumes: 'a task sees the files of this machine',
  PidMode: 'processes here see each other anyway',
  EnableFaultInjection: 'faults are injected by killing tasks',
  Tags: 'tags have no effect here',
} as const;

const playedContainerProperties = [
  'Name',
  'Image',
  'Command',
  'Environment',
  'Secrets',
  'PortMappings',
  'StopTimeout',
  'LogConfiguration',
  'HealthCheck',
  'Essential',
];

/** The same for a container. */
const inertContainerProperties = {
  Cpu: 'processes share the processors of this machine',
  Memory: "the task's memory bounds it",
  MemoryReservation: "the task's memory bounds it",
  MountPoints: 'a task sees the files of this machine',
  ReadonlyRootFilesystem: 'a task sees the files of this machine',
  User: 'tasks run as the user who started the rehearsal',
  LinuxParameters: 'a process needs no first process of its own',
  StartTimeout: 'there is one container, which waits for none',
  Ulimits: 'the limits of this user hold',
  VersionConsistency: 'a folder is its own digest',
  Interactive: 'no terminal is attached',
  PseudoTerminal: 'no terminal is attached',
  WorkingDirectory: 'a task runs in the folder of its image',
} as const;

/** Reads properties in CloudFormation's spelling; throws on what would silently be left out. */
export function readTaskDefinition(
  properties: unknown,
  family: string,
): Pick<TaskDefinition, 'cpu' | 'memoryMiB' | 'container'> {
  const reader = new PropertyReader(`task definition '${family}'`, properties);
  reader.refuseOthers([
    'Family',
    'ContainerDefinitions',
    'Cpu',
    'Memory',
    ...Object.keys(inertTaskProperties),
  ]);
  const containers = reader.objects('ContainerDefinitions').filter((each) => !isPlayedElsewhere(each));
  const [only] = containers;
  if (only === undefined || containers.length > 1) {
    throw new Error(
      `task definition '${family}' has ${containers.length} containers, and exactly one is played here: move the others into tasks of their own`,
    );
  }
  return {
    cpu: reader.text('Cpu') ?? '256',
    memoryMiB: reader.number('Memory') ?? 512,
    container: readContainer(only, `task definition '${family}', container '${only.text('Name') ?? ''}'`),
  };
}

function readContainer(reader: PropertyReader, subject: string): ContainerDefinition {
  reader.refuseOthers([...playedContainerProperties, ...Object.keys(inertContainerProperties)]);
  const ports = reader.objects('PortMappings');
  if (ports.length > 1)
    throw new Error(`${subject} maps ${ports.length} ports, and at most one is played here`);
  const [port] = ports;
  port?.refuseOthers(['ContainerPort', 'HostPort', 'Protocol', 'Name', 'AppProtocol']);
  const command = reader.texts('Command');
  if (command.length === 0) {
    throw new Error(
      `${subject}: 'Command' is missing; it names the file of the image that Node runs, as ["main.mjs"]`,
    );
  }
  return {
    name: reader.requiredText('Name'),
    image: reader.requiredText('Image'),
    command,
    environment: pairs(reader.objects('Environment'), 'Value'),
    secrets: pairs(reader.objects('Secrets'), 'ValueFrom'),
    port: port?.requiredNumber('ContainerPort'),
    stopTimeoutSeconds: reader.number('StopTimeout') ?? 30,
    log: readLog(reader.object('LogConfiguration')),
    healthCheck: readHealthCheck(reader.object('HealthCheck')),
  };
}

function pairs(readers: readonly PropertyReader[], value: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readers.map((reader) => {
      reader.refuseOthers(['Name', value]);
      return [reader.requiredText('Name'), reader.requiredText(value)];
    }),
  );
}

/** How the log driver passes lines on has no effect on a file. */
const logOptions = [
  'awslogs-group',
  'awslogs-stream-prefix',
  'awslogs-region',
  'awslogs-create-group',
  'mode',
  'max-buffer-size',
];

function readLog(reader: PropertyReader | undefined): LogPlace | undefined {
  if (reader === undefined) return undefined;
  reader.refuseOthers(['LogDriver', 'Options']);
  const driver = reader.requiredText('LogDriver');
  if (driver !== 'awslogs')
    throw new Error(`${reader.subject}: log driver '${driver}' is not played here, awslogs is`);
  const options = reader.object('Options') ?? new PropertyReader(reader.subject, {});
  options.refuseOthers(logOptions);
  return {
    group: options.requiredText('awslogs-group'),
    streamPrefix: options.text('awslogs-stream-prefix') ?? 'ecs',
  };
}

function readHealthCheck(reader: PropertyReader | undefined): ContainerHealthCheck | undefined {
  if (reader === undefined) return undefined;
  reader.refuseOthers(['Command', 'Interval', 'Timeout', 'Retries', 'StartPeriod']);
  return {
    command: reader.texts('Command'),
    intervalSeconds: reader.number('Interval') ?? 30,
    timeoutSeconds: reader.number('Timeout') ?? 5,
    retries: reader.number('Retries') ?? 3,
    startPeriodSeconds: reader.number('StartPeriod') ?? 0,
  };
}
