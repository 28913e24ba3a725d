import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, account } from '../plane.ts';

export interface Secret {
  readonly name: string;
  readonly value: string;
  readonly previous: string | undefined;
  readonly versionId: string;
  readonly changedAt: string;
}

/** Keeps secrets in `secrets.json` of the state folder, for its owner's eyes, so that they outlive a restart. */
export class SecretStore {
  readonly #file: string;
  readonly #region: string;
  readonly #secrets: Map<string, Secret>;

  constructor({ stateFolder, region }: { readonly stateFolder: string; readonly region: string }) {
    this.#file = join(stateFolder, 'secrets.json');
    this.#region = region;
    this.#secrets = new Map(Object.entries(readSecrets(this.#file)));
  }

  /** The ARN of a secret, with the six characters that AWS adds to a name. */
  arnOf(name: string): string {
    const suffix = createHash('sha256').update(name).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 6);
    return `arn:aws:secretsmanager:${this.#region}:${account}:secret:${name}-${suffix}`;
  }

  find(nameOrArn: string): Secret | undefined {
    return (
      this.#secrets.get(nameOrArn) ??
      [...this.#secrets.values()].find(({ name }) => isArnOf(nameOrArn, this.arnOf(name)))
    );
  }

  get(nameOrArn: string): Secret {
    const secret = this.find(nameOrArn);
    if (secret) return secret;
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret '${nameOrArn}'.`,
    );
  }

  all(): readonly Secret[] {
    return [...this.#secrets.values()];
  }

  /** A secret's value, or one member of it where it is a JSON object. */
  valueOf(nameOrArn: string, jsonKey?: string): string {
    const { name, value } = this.get(nameOrArn);
    if (jsonKey === undefined) return value;
    const members: unknown = JSON.parse(value);
    const member =
      typeof members === 'object' && members !== null
        ? (members as Record<string, unknown>)[jsonKey]
        : undefined;
    if (member === undefined) throw new Error(`secret ${name} has no key '${jsonKey}'`);
    return String(member);
  }

  /** Makes a secret where there is none of this name, and answers with its ARN. */
  ensure(name: string, make: () => string): string {
    if (!this.#secrets.has(name)) this.put(name, make());
    return this.arnOf(name);
  }

  put(name: string, value: string): Secret {
    const previous = this.#secrets.get(name)?.value;
    const secret = { name, value, previous, versionId: randomUUID(), changedAt: new Date().toISOString() };
    this.#secrets.set(name, secret);
    this.#write();
    return secret;
  }

  delete(nameOrArn: string): void {
    const secret = this.find(nameOrArn);
    if (secret && this.#secrets.delete(secret.name)) this.#write();
  }

  #write(): void {
    const draft = `${this.#file}.draft`;
    mkdirSync(join(this.#file, '..'), { recursive: true });
    writeFileSync(draft, `${JSON.stringify(Object.fromEntries(this.#secrets), null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, this.#file);
  }
}

/** An ARN may be given without its last six characters. */
function isArnOf(asked: string, arn: string): boolean {
  return asked === arn || asked === arn.slice(0, -7);
}

function readSecrets(file: string): Record<string, Secret> {
  if (!existsSync(file)) return {};
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text) as Record<string, Secret>;
  } catch {
    throw new Error(`${file} is not JSON; restore it, or start with --fresh`);
  }
}
