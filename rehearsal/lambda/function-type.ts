import { generatedName } from '../generated-name.ts';
import { account, type CreateCall, type PlayedType, type Properties } from '../plane.ts';

/** What the plane keeps of a function, read from its properties. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly code: Properties;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly logGroup: string;
}

export interface FunctionTypeParts {
  readonly region: string;
  keep(definition: FunctionDefinition): Promise<void>;
  forget(name: string): Promise<void>;
}

const permissions = 'nothing here asks for permission';

export function playFunction({ region, keep, forget }: FunctionTypeParts): PlayedType {
  const put = async (name: string, properties: Properties) => {
    const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
    await keep(definitionOf(name, arn, properties));
    return { physicalId: name, attributes: { Arn: arn } };
  };
  return {
    type: 'AWS::Lambda::Function',
    plays: [
      'Code',
      'Environment',
      'FunctionName',
      'Handler',
      'LoggingConfig',
      'MemorySize',
      'Runtime',
      'Timeout',
    ],
    inert: {
      Architectures: 'the code runs on the processor of this machine',
      DeadLetterConfig: 'functions here are called and waited for',
      Description: 'it only says what the function is for',
      EphemeralStorage: 'the disk of this machine serves',
      KmsKeyArn: 'data here is not encrypted at rest',
      Layers: 'only functions of CDK that are not run here have layers',
      PackageType: 'an image as code is refused by Code',
      ReservedConcurrentExecutions: 'functions here run as often as they are called',
      Role: permissions,
      TracingConfig: 'nothing here is traced',
      VpcConfig: 'everything here shares one loopback network',
    },
    replacedBy: ['FunctionName'],
    create: (call) => put(nameOf(call), call.properties),
    update: ({ physicalId, properties }) => put(physicalId, properties),
    delete: ({ physicalId }) => forget(physicalId),
  };
}

function definitionOf(name: string, arn: string, properties: Properties): FunctionDefinition {
  const logging = membersOf(properties.LoggingConfig);
  return {
    name,
    arn,
    runtime: String(properties.Runtime),
    handler: String(properties.Handler),
    code: membersOf(properties.Code),
    environment: Object.fromEntries(
      Object.entries(membersOf(membersOf(properties.Environment).Variables)).map(([key, value]) => [
        key,
        String(value),
      ]),
    ),
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMiB: Number(properties.MemorySize ?? 128),
    logGroup: typeof logging.LogGroup === 'string' ? logging.LogGroup : `/aws/lambda/${name}`,
  };
}

function nameOf({ stackName, logicalId, properties }: CreateCall): string {
  return typeof properties.FunctionName === 'string'
    ? properties.FunctionName
    : generatedName(stackName, logicalId, 64);
}

function membersOf(value: unknown): Properties {
  return typeof value === 'object' && value !== null ? (value as Properties) : {};
}
