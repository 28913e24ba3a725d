import type { Parameters } from './stack.ts';
import type { ParameterDeclaration, Template } from './template.ts';
import { TemplateError } from './template-error.ts';

const storedValue = /^AWS::SSM::Parameter::Value<(.+)>$/;

/** Refuses parameters that the template does not declare, lacks, or does not allow. */
export function checkParameters(template: Template, given: Parameters): void {
  const declared = template.Parameters ?? {};
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(declared, name));
  if (unknown.length > 0)
    throw new TemplateError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = Object.keys(declared).filter(
    (name) => given[name] === undefined && declared[name]?.Default === undefined,
  );
  if (missing.length > 0) throw new TemplateError(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [name, value] of Object.entries(given)) {
    const allowed = declared[name]?.AllowedValues?.map(String);
    if (allowed && !allowed.includes(value)) {
      throw new TemplateError(
        `Parameter '${name}' must be one of AllowedValues: ${allowed.join(', ')}; it is '${value}'`,
      );
    }
  }
}

/** What `Ref` gives for a parameter. */
export function parameterValue(
  name: string,
  declaration: ParameterDeclaration,
  given: Parameters,
  storedParameter: (name: string) => string,
): unknown {
  const value = String(given[name] ?? declaration.Default ?? '');
  const stored = storedValue.exec(declaration.Type)?.[1];
  if (stored === undefined) return typed(declaration.Type, value);
  return typed(stored, publicParameter(value) ?? storedParameter(value));
}

/** Parameters that AWS or CDK's bootstrap keeps, not the templates. */
function publicParameter(name: string): string | undefined {
  if (name.startsWith('/cdk-bootstrap/')) return '30';
  if (name.startsWith('/aws/service/ami-')) return 'ami-00000000000000000';
  return name.startsWith('/aws/service/') ? `played:${name}` : undefined;
}

function typed(type: string, value: string): unknown {
  return type === 'CommaDelimitedList' || type.startsWith('List<')
    ? value.split(',').map((item) => item.trim())
    : value;
}
