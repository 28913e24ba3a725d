import type { Properties } from '../plane.ts';
import { evaluate } from './evaluate.ts';
import { noValue, type Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/** Gives a resource's properties without intrinsics; an error names the property it is in. */
export function evaluateProperties(properties: Properties, scope: Scope): Properties {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(properties)) {
    try {
      const evaluated = evaluate(value, scope);
      if (evaluated !== noValue) result[name] = evaluated;
    } catch (error) {
      if (error instanceof TemplateError) throw new TemplateError(`property '${name}': ${error.message}`);
      throw error;
    }
  }
  return result;
}
