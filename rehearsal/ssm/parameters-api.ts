import { type ApiService, AwsError } from '../plane.ts';
import type { ParameterStore, StoredParameter } from './parameter-store.ts';

export function createParametersApi(store: ParameterStore): ApiService {
  const membersOf = ({ name, type, value, version, changedAt }: StoredParameter) => ({
    ARN: store.arnOf(name),
    Name: name,
    Type: type,
    Value: value,
    Version: version,
    LastModifiedDate: changedAt,
    DataType: 'text',
  });
  return {
    signingName: 'ssm',
    protocol: 'json',
    namespace: 'AmazonSSM',
    operations: {
      GetParameter: ({ Name }) => ({ Parameter: membersOf(store.get(text('Name', Name))) }),
      GetParameters: ({ Names }) => {
        const names = Array.isArray(Names) ? Names.map(String) : [];
        return {
          Parameters: names.flatMap((name) => [store.find(name) ?? []].flat().map(membersOf)),
          InvalidParameters: names.filter((name) => !store.find(name)),
        };
      },
      GetParametersByPath: ({ Path, Recursive }) => ({
        Parameters: store.under(text('Path', Path), Recursive === true).map(membersOf),
      }),
      PutParameter: ({ Name, Value, Type, Overwrite }) => {
        const name = text('Name', Name);
        const existing = store.find(name);
        if (existing && Overwrite !== true) {
          throw new AwsError(
            'ParameterAlreadyExists',
            `The parameter ${name} already exists. To overwrite this value, set the overwrite option in the request to true.`,
          );
        }
        const { version } = store.put(
          name,
          text('Value', Value),
          typeof Type === 'string' ? Type : (existing?.type ?? 'String'),
        );
        return { Version: version, Tier: 'Standard' };
      },
    },
  };
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError(
    'ValidationException',
    `${name} is ${JSON.stringify(value)}, it must be a string that is not empty`,
  );
}
