import { account, type Plane } from '../plane.ts';
import { type CodeParts, placeCode } from './function-code.ts';
import { FunctionPool } from './function-pool.ts';
import { type FunctionDefinition, playFunction } from './function-type.ts';

export interface LambdaParts extends CodeParts {
  readonly region: string;
  /** What every function finds in its environment here: the endpoint, keys, the authority to trust. It wins over the template. */
  readonly environment: () => Readonly<Record<string, string>>;
  readonly groups: { write(group: string, stream: string, line: string): void };
  /** Modules imported before the handler's, by file: URL. */
  readonly preloads?: readonly string[];
  /** How long a warm function waits for its next call. @default - ten seconds */
  readonly idleMs?: number;
}

export interface LambdaPlane extends Plane {
  readonly functions: {
    /** Rejects with FunctionFailed, which carries the handler's message. */
    invoke(nameOrArn: string, payload: unknown): Promise<unknown>;
    environmentOf(nameOrArn: string): Readonly<Record<string, string>>;
    /** How many threads are there. */
    warm(): number;
  };
}

interface KeptFunction {
  readonly definition: FunctionDefinition;
  readonly codeFolder: string;
  pool: FunctionPool | undefined;
}

/** Runs the code of functions from the assembly, each in a thread that is there only while it is of use. */
export function createLambdaPlane(parts: LambdaParts): LambdaPlane {
  const functions = new Map<string, KeptFunction>();

  const find = (nameOrArn: string) => {
    const name = nameOrArn.split(':')[nameOrArn.startsWith('arn:') ? 6 : 0] ?? nameOrArn;
    const found = functions.get(name);
    if (!found) {
      throw new Error(
        `Function not found: arn:aws:lambda:${parts.region}:${account}:function:${name}, there are: ${[...functions.keys()].join(', ') || 'none'}`,
      );
    }
    return found;
  };
  const forget = async (name: string) => {
    const pool = functions.get(name)?.pool;
    functions.delete(name);
    await pool?.close();
  };

  return {
    types: [
      playFunction({
        region: parts.region,
        forget,
        keep: async (definition) => {
          await forget(definition.name);
          const codeFolder = isFramework(definition) ? '' : placeCode(parts, definition.code);
          functions.set(definition.name, { definition, codeFolder, pool: undefined });
        },
      }),
    ],
    apis: [],
    functions: {
      invoke: async (nameOrArn, payload) => {
        const found = find(nameOrArn);
        found.pool ??= createPool(parts, found.definition, found.codeFolder);
        return found.pool.invoke(payload);
      },
      environmentOf: (nameOrArn) => find(nameOrArn).definition.environment,
      warm: () => [...functions.values()].reduce((sum, { pool }) => sum + (pool?.size ?? 0), 0),
    },
    close: async () => {
      await Promise.all([...functions.keys()].map(forget));
    },
  };
}

/** CDK's Provider framework: its functions are not run, custom resources are played by calling the handlers it names. */
function isFramework({ environment }: FunctionDefinition): boolean {
  return environment.USER_ON_EVENT_FUNCTION_ARN !== undefined;
}

function createPool(parts: LambdaParts, definition: FunctionDefinition, codeFolder: string): FunctionPool {
  const { name, arn, runtime, handler, timeoutSeconds, memoryMiB, logGroup } = definition;
  if (!runtime.startsWith('nodejs')) {
    throw new Error(`function ${name}: runtime '${runtime}' is not played, nodejs… is`);
  }
  if (isFramework(definition))
    throw new Error(`function ${name} is CDK's Provider framework, which is not run here`);
  const logStream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]`;
  const about = {
    functionName: name,
    functionVersion: '$LATEST',
    memoryLimitInMB: String(memoryMiB),
    logGroupName: logGroup,
    logStreamName: logStream,
  };
  return new FunctionPool(
    {
      functionName: name,
      thread: { codeFolder, handler, context: { ...about, invokedFunctionArn: arn } },
      environment: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        TZ: ':UTC',
        LAMBDA_TASK_ROOT: codeFolder,
        _HANDLER: handler,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMiB),
        AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
        AWS_LAMBDA_LOG_STREAM_NAME: logStream,
        AWS_REGION: parts.region,
        AWS_DEFAULT_REGION: parts.region,
        ...definition.environment,
        ...parts.environment(),
      },
      timeoutSeconds,
      memoryMiB,
      preloads: parts.preloads ?? [],
      onLine: (line) => parts.groups.write(logGroup, logStream, line),
    },
    parts.idleMs ?? 10_000,
  );
}
