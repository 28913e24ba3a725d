import { AwsError, account } from '../plane.ts';

export interface StoredParameter {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly version: number;
  readonly changedAt: Date;
}

export interface ParameterStoreParts {
  readonly region: string;
  /** Values that win over those a template gives, by the parameter's name. */
  readonly presets: Readonly<Record<string, string>>;
}

/** Keeps the parameters of Systems Manager. */
export class ParameterStore {
  readonly #region: string;
  readonly #presets: Readonly<Record<string, string>>;
  readonly #parameters = new Map<string, StoredParameter>();

  constructor({ region, presets }: ParameterStoreParts) {
    this.#region = region;
    this.#presets = presets;
  }

  arnOf(name: string): string {
    return `arn:aws:ssm:${this.#region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  }

  /** By name or ARN, with or without a `:version` behind the name. */
  find(nameOrArn: string): StoredParameter | undefined {
    const name = nameOrArn.startsWith('arn:')
      ? nameOrArn.slice(nameOrArn.indexOf(':parameter') + ':parameter'.length)
      : nameOrArn;
    const plain = name.replace(/:\d+$/, '');
    return this.#parameters.get(plain) ?? this.#parameters.get(plain.replace(/^\//, ''));
  }

  get(nameOrArn: string): StoredParameter {
    const parameter = this.find(nameOrArn);
    if (parameter) return parameter;
    const known = [...this.#parameters.keys()].join(', ') || 'none';
    throw new AwsError('ParameterNotFound', `parameter '${nameOrArn}' does not exist, there are: ${known}`);
  }

  valueOf(nameOrArn: string): string {
    return this.get(nameOrArn).value;
  }

  under(path: string, recursive: boolean): readonly StoredParameter[] {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return [...this.#parameters.values()].filter(
      ({ name }) => name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/')),
    );
  }

  /** A template's value, unless a preset wins. */
  declare(name: string, value: string, type: string): StoredParameter {
    return this.put(name, this.#presets[name] ?? value, type);
  }

  put(name: string, value: string, type: string): StoredParameter {
    const version = (this.#parameters.get(name)?.version ?? 0) + 1;
    const parameter = { name, type, value, version, changedAt: new Date() };
    this.#parameters.set(name, parameter);
    return parameter;
  }

  delete(name: string): void {
    this.#parameters.delete(name);
  }
}
