import type { Address } from '../addresses.ts';
import type { ContainerDefinition } from './task-definition.ts';

/** Reads what a secret's `ValueFrom` names: an ARN or name of Secrets Manager or Parameter Store. */
export type ValueOf = (arnOrName: string, jsonKey?: string) => string | Promise<string>;

export interface TaskEnvironmentProps {
  readonly container: ContainerDefinition;
  /** From RunTask's container override. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly address: Address | undefined;
  readonly valueOf: ValueOf;
  /** What every task finds in its environment here; it is shown what the template says, and wins over it. */
  readonly rehearsal: (template: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/** A task's whole environment. Nothing of this machine's own environment is in it. */
export async function taskEnvironment(
  props: TaskEnvironmentProps,
): Promise<Readonly<Record<string, string>>> {
  const { container, overrides, address, rehearsal } = props;
  const secrets = await Promise.all(
    Object.entries(container.secrets).map(async ([name, from]) => [
      name,
      await secretOf(name, from, props.valueOf),
    ]),
  );
  const template = { ...container.environment, ...Object.fromEntries(secrets), ...overrides };
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    // No AWS profile, nor any other setting, of the person who rehearses.
    HOME: '/nonexistent',
    ...template,
    ...rehearsal(template),
    ...(address && { HOST: address.host, PORT: String(address.port) }),
  };
}

async function secretOf(name: string, from: string, read: ValueOf): Promise<string> {
  const { id, jsonKey } = partsOf(from);
  try {
    return await read(id, jsonKey);
  } catch (error) {
    throw new Error(
      `ResourceInitializationError: unable to pull secrets: '${name}' from ${from}: ${(error as Error).message}`,
    );
  }
}

/** A secret's ARN may go on with `:<json key>:<version stage>:<version id>`. */
function partsOf(from: string): { readonly id: string; readonly jsonKey?: string } {
  const parts = from.split(':');
  if (parts[0] !== 'arn' || parts[2] !== 'secretsmanager') return { id: from };
  const [jsonKey] = parts.slice(7);
  return { id: parts.slice(0, 7).join(':'), ...(jsonKey && { jsonKey }) };
}
