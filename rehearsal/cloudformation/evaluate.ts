import { cidrBlocks } from './cidr.ts';
import { evaluateCondition } from './conditions.ts';
import { noValue, type Scope } from './scope.ts';
import { substitute } from './substitute.ts';
import { isRecord } from './template.ts';
import { TemplateError } from './template-error.ts';

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** Gives a template's value with every intrinsic function in it replaced by what it stands for. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((item) => evaluate(item, scope)).filter((item) => item !== noValue);
  if (!isRecord(value)) return value;
  const call = intrinsicOf(value);
  if (call) return call.run(call.argument, scope);
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const evaluated = evaluate(member, scope);
    if (evaluated !== noValue) result[name] = evaluated;
  }
  return result;
}

function intrinsicOf(value: Record<string, unknown>): { run: Intrinsic; argument: unknown } | undefined {
  const names = Object.keys(value);
  const name = names[0];
  if (names.length !== 1 || name === undefined) return undefined;
  const run = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (run) return { run, argument: value[name] };
  if (name.startsWith('Fn::')) {
    throw new TemplateError(`${name} is not played, known: ${Object.keys(intrinsics).join(', ')}`);
  }
  return undefined;
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => scope.ref(text('Ref', argument)),
  'Fn::GetAtt': (argument, scope) => {
    const path = typeof argument === 'string' ? argument.split('.') : list('Fn::GetAtt', argument);
    const [logicalId, ...rest] = path;
    const name = rest.map((part) => text('Fn::GetAtt', evaluate(part, scope))).join('.');
    return scope.attribute(text('Fn::GetAtt', logicalId), name);
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list('Fn::Join', argument);
    return list('Fn::Join', evaluate(parts, scope))
      .map((part) => text('Fn::Join', part))
      .join(text('Fn::Join', separator));
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = typeof argument === 'string' ? [argument, {}] : list('Fn::Sub', argument);
    const evaluated = evaluate(variables ?? {}, scope);
    return substitute(text('Fn::Sub', template), isRecord(evaluated) ? evaluated : {}, scope);
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = list('Fn::Select', argument);
    const items = list('Fn::Select', evaluate(from, scope));
    const position = Number(evaluate(index, scope));
    if (!Number.isInteger(position) || position < 0 || position >= items.length) {
      throw new TemplateError(`Fn::Select: index ${String(index)} is outside a list of ${items.length}`);
    }
    return items[position];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, from] = list('Fn::Split', argument);
    return text('Fn::Split', evaluate(from, scope)).split(text('Fn::Split', separator));
  },
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = list('Fn::If', argument);
    return evaluate(scope.condition(text('Fn::If', name)) ? whenTrue : whenFalse, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second] = list('Fn::FindInMap', evaluate(argument, scope)).map((key) =>
      text('Fn::FindInMap', key),
    );
    return scope.mapping(map ?? '', top ?? '', second ?? '');
  },
  'Fn::GetStackOutput': (argument, scope) => {
    const named = evaluate(argument, scope);
    if (!isRecord(named))
      throw new TemplateError('Fn::GetStackOutput takes { StackName, Region, OutputName }');
    return scope.stackOutput(
      text('Fn::GetStackOutput StackName', named.StackName),
      text('Fn::GetStackOutput OutputName', named.OutputName),
    );
  },
  'Fn::ImportValue': (argument, scope) =>
    scope.importedValue(text('Fn::ImportValue', evaluate(argument, scope))),
  'Fn::GetAZs': (argument, scope) => {
    const region = evaluate(argument, scope);
    if (region !== '' && region !== scope.region) {
      throw new TemplateError(
        `Fn::GetAZs: region '${String(region)}' is not played, this rehearsal is ${scope.region}`,
      );
    }
    return scope.zones;
  },
  'Fn::Base64': (argument, scope) =>
    Buffer.from(text('Fn::Base64', evaluate(argument, scope))).toString('base64'),
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = list('Fn::Cidr', evaluate(argument, scope));
    return cidrBlocks(text('Fn::Cidr', block), Number(count), Number(bits));
  },
  'Fn::Equals': (argument, scope) => evaluateCondition({ 'Fn::Equals': argument }, scope),
  'Fn::Not': (argument, scope) => evaluateCondition({ 'Fn::Not': argument }, scope),
  'Fn::And': (argument, scope) => evaluateCondition({ 'Fn::And': argument }, scope),
  'Fn::Or': (argument, scope) => evaluateCondition({ 'Fn::Or': argument }, scope),
};

function list(where: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`${where}: ${JSON.stringify(value)} is not a list`);
}

function text(where: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`${where}: ${JSON.stringify(value)} is not a string`);
}
