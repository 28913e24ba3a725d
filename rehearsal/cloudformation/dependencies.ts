import { namesIn } from './substitute.ts';
import { isRecord, type ResourceDeclaration, type Template } from './template.ts';
import { TemplateError } from './template-error.ts';

export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Which of the resources each one has to wait for: those it names, and those it says it depends on. */
export function dependenciesOf(resources: Readonly<Record<string, ResourceDeclaration>>): Dependencies {
  const dependencies = new Map<string, readonly string[]>();
  for (const [logicalId, resource] of Object.entries(resources)) {
    const named = new Set<string>();
    collect(resource.Properties, named);
    for (const other of [resource.DependsOn ?? []].flat()) named.add(other);
    named.delete(logicalId);
    dependencies.set(
      logicalId,
      [...named].filter((name) => Object.hasOwn(resources, name)),
    );
  }
  refuseCycles(dependencies);
  return dependencies;
}

/** Refuses references to what the template does not have. */
export function refuseUnknownNames({ Resources, Parameters = {}, Outputs = {} }: Template): void {
  const named = new Set<string>();
  collect(
    Object.values(Resources).map(({ Properties }) => Properties),
    named,
  );
  collect(
    Object.values(Outputs).map(({ Value }) => Value),
    named,
  );
  const dependsOn = Object.values(Resources).flatMap(({ DependsOn }) => [DependsOn ?? []].flat());
  const unknown = [...named, ...dependsOn].filter(
    (name) =>
      !name.startsWith('AWS::') && !Object.hasOwn(Resources, name) && !Object.hasOwn(Parameters, name),
  );
  if (unknown.length > 0) {
    throw new TemplateError(
      `Template format error: Unresolved resource dependencies [${[...new Set(unknown)].join(', ')}] in the template`,
    );
  }
}

function collect(value: unknown, named: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, named);
    return;
  }
  if (!isRecord(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === 'Ref' && typeof member === 'string') named.add(member);
    if (name === 'Fn::GetAtt')
      named.add(String(typeof member === 'string' ? member.split('.')[0] : [member].flat()[0]));
    if (name === 'Fn::Sub') {
      const [template, variables] = Array.isArray(member) ? member : [member];
      const outside = namesIn(String(template)).filter(
        (inner) => !isRecord(variables) || !Object.hasOwn(variables, inner),
      );
      for (const inner of outside) named.add(inner.split('.')[0] ?? inner);
    }
    collect(member, named);
  }
}

function refuseCycles(dependencies: Dependencies): void {
  const done = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]): void => {
    if (done.has(logicalId)) return;
    if (path.includes(logicalId)) {
      const cycle = [...path.slice(path.indexOf(logicalId)), logicalId];
      throw new TemplateError(`Circular dependency between resources: [${cycle.join(' -> ')}]`);
    }
    for (const other of dependencies.get(logicalId) ?? []) visit(other, [...path, logicalId]);
    done.add(logicalId);
  };
  for (const logicalId of dependencies.keys()) visit(logicalId, []);
}
