import { generatedName } from '../generated-name.ts';
import { account, type CreateCall, type Plane, type Played, type PlayedType } from '../plane.ts';
import { LogGroups } from './log-groups.ts';
import { logsApi } from './logs-api.ts';

export interface LogsParts {
  readonly stateFolder: string;
  readonly region: string;
  /** @default - the machine's clock */
  readonly now?: () => number;
  /** Told every line, before it is kept. @default - nobody is */
  readonly onLine?: (line: string) => void;
}

export interface LogsPlane extends Plane {
  readonly groups: {
    write(group: string, stream: string, line: string): void;
    tail(group: string, lines: number): readonly string[];
  };
}

/** Plays CloudWatch Logs: what tasks print is kept in files under `logs/` and read through the API. */
export function createLogsPlane({
  stateFolder,
  region,
  now = Date.now,
  onLine = () => undefined,
}: LogsParts): LogsPlane {
  const groups = new LogGroups(stateFolder, now);
  const arnOf = (group: string): string => `arn:aws:logs:${region}:${account}:log-group:${group}`;
  const played = (name: string): Played => {
    groups.open(name);
    return { physicalId: name, attributes: { Arn: `${arnOf(name)}:*` } };
  };
  const logGroup: PlayedType = {
    type: 'AWS::Logs::LogGroup',
    plays: ['LogGroupName'],
    inert: {
      RetentionInDays: 'a group keeps its newest streams, up to 2 MiB each',
      KmsKeyId: 'data here is not encrypted at rest',
      LogGroupClass: 'there is one class of storage here',
      DataProtectionPolicy: 'nothing here masks data',
      FieldIndexPolicies: 'nothing here is indexed',
      ResourcePolicyDocument: 'nothing here asks for permission',
      DeletionProtectionEnabled: 'a rehearsal may always be taken down',
      Tags: 'tags have no effect here',
    },
    replacedBy: ['LogGroupName'],
    create: async (call) => played(nameOf(call)),
    update: async ({ physicalId }) => played(physicalId),
    delete: ({ physicalId }) => groups.delete(physicalId),
  };
  return {
    types: [logGroup],
    apis: [logsApi({ groups, arnOf })],
    groups: {
      write: (group, stream, line) => {
        onLine(line);
        groups.write(group, stream, line);
      },
      tail: (group, lines) => groups.tail(group, lines),
    },
    close: () => groups.flush(),
  };
}

function nameOf({ properties, stackName, logicalId }: CreateCall): string {
  const { LogGroupName: name } = properties;
  return typeof name === 'string' ? name : generatedName(stackName, logicalId, 512);
}
