import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AwsError } from '../plane.ts';
import type { StackRequest } from './cloudformation.ts';
import type { Parameters, Stack } from './stack.ts';
import { isRecord, readTemplate } from './template.ts';

/** Reads what CreateStack and UpdateStack are asked. A template's folder is where its assets are listed. */
export function stackRequestOf(input: Readonly<Record<string, unknown>>, existing?: Stack): StackRequest {
  const stackName = input.StackName;
  if (typeof stackName !== 'string' || !/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(stackName)) {
    throw new AwsError(
      'ValidationError',
      `StackName '${String(stackName)}' must start with a letter and hold only letters, digits and hyphens`,
    );
  }
  const parameters = parametersOf(input.Parameters, existing);
  const rollsBack = input.DisableRollback !== 'true' && input.OnFailure !== 'DO_NOTHING';
  return { stackName, rollsBack, ...templateOf(input, existing), ...(parameters ? { parameters } : {}) };
}

function templateOf(
  input: Readonly<Record<string, unknown>>,
  existing?: Stack,
): Pick<StackRequest, 'template' | 'assetsFolder'> {
  const { TemplateBody, TemplateURL, UsePreviousTemplate } = input;
  if (typeof TemplateBody === 'string') return { template: readTemplate(TemplateBody) };
  if (existing && UsePreviousTemplate === 'true') return { template: existing.template };
  if (typeof TemplateURL !== 'string') {
    throw new AwsError('ValidationError', 'Either Template URL or Template Body must be specified.');
  }
  if (!TemplateURL.startsWith('file:')) {
    throw new AwsError(
      'ValidationError',
      `TemplateURL '${TemplateURL}' is not played here, use file:///… of a template in an assembly folder`,
    );
  }
  const path = fileURLToPath(TemplateURL);
  try {
    return { template: readTemplate(readFileSync(path, 'utf8')), assetsFolder: dirname(path) };
  } catch (error) {
    throw new AwsError(
      'ValidationError',
      `TemplateURL ${TemplateURL}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function parametersOf(value: unknown, existing?: Stack): Parameters | undefined {
  if (!Array.isArray(value)) return undefined;
  return Object.fromEntries(
    value.filter(isRecord).map(({ ParameterKey, ParameterValue, UsePreviousValue }) => {
      const name = String(ParameterKey);
      const previous = UsePreviousValue === 'true' ? existing?.parameters[name] : undefined;
      return [name, previous ?? String(ParameterValue ?? '')];
    }),
  );
}
