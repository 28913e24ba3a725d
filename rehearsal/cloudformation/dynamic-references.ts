import { isRecord } from './template.ts';
import { TemplateError } from './template-error.ts';

/** Where `{{resolve:…}}` finds its values. Both throw a sentence when there is none. */
export interface ReferenceSources {
  secret(nameOrArn: string, jsonKey?: string): string;
  parameter(name: string): string;
}

const reference = /\{\{resolve:([a-z-]+):([^{}]+)\}\}/g;
const arnOrName = /^(arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]+|[^:]+)(?::(.*))?$/;

/** Gives a value with every dynamic reference in its strings replaced. */
export function resolveReferences(value: unknown, sources: ReferenceSources): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(reference, (_whole, service: string, rest: string) =>
      lookUp(service, rest, sources),
    );
  }
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, sources));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, resolveReferences(member, sources)]),
  );
}

function lookUp(service: string, rest: string, sources: ReferenceSources): string {
  if (service === 'ssm' || service === 'ssm-secure') return sources.parameter(rest.replace(/:\d+$/, ''));
  if (service === 'secretsmanager') {
    const [, id = rest, tail = ''] = arnOrName.exec(rest) ?? [];
    const [, jsonKey] = tail.split(':');
    return jsonKey ? sources.secret(id, jsonKey) : sources.secret(id);
  }
  throw new TemplateError(
    `dynamic reference to '${service}' is not played, known: secretsmanager, ssm, ssm-secure`,
  );
}
