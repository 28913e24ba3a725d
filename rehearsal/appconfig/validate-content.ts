import { Compile } from 'typebox/schema';
import { AwsError } from '../plane.ts';

/** A validator of a configuration profile: a JSON Schema. */
export interface Validator {
  readonly Type: string;
  readonly Content: string;
}

/** Throws what AppConfig answers where content does not hold by all its profile's validators. */
export function validateContent(content: string, validators: readonly Validator[]): void {
  for (const { Type, Content } of validators) {
    if (Type !== 'JSON_SCHEMA') {
      throw new AwsError('BadRequestException', `validator '${Type}' is not played here, JSON_SCHEMA is`);
    }
    const { $schema: _draft, ...schema } = JSON.parse(Content);
    const [holds, errors] = Compile(schema).Errors(documentIn(content));
    if (holds) continue;
    const wrong = errors.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`).join('; ');
    throw new AwsError('BadRequestException', `Error invoking validator JSON_SCHEMA: ${wrong}`);
  }
}

function documentIn(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new AwsError(
      'BadRequestException',
      'Error invoking validator JSON_SCHEMA: the content is not JSON',
    );
  }
}
