import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

const placeholder = /\$\{(!?)([^}]*)\}/g;

/** `Fn::Sub`: fills `${Name}`, `${Resource.Attribute}` and `${AWS::Region}`; `${!Name}` stays as `${Name}`. */
export function substitute(
  template: string,
  variables: Readonly<Record<string, unknown>>,
  scope: Scope,
): string {
  return template.replaceAll(placeholder, (_whole, literal: string, inner: string) => {
    if (literal) return `\${${inner}}`;
    const value = meaningOf(inner.trim(), variables, scope);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return String(value);
    throw new TemplateError(`Fn::Sub: \${${inner}} is ${JSON.stringify(value)}, not a string`);
  });
}

/** The names that a substitution needs from outside itself. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(placeholder)]
    .filter(([, literal]) => !literal)
    .map(([, , inner]) => (inner ?? '').trim());
}

function meaningOf(name: string, variables: Readonly<Record<string, unknown>>, scope: Scope): unknown {
  if (Object.hasOwn(variables, name)) return variables[name];
  const dot = name.indexOf('.');
  return dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
}
