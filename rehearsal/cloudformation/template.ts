import { TemplateError } from './template-error.ts';

/** A CloudFormation template, as far as the rehearsal reads it. */
export interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, ParameterDeclaration>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, ResourceDeclaration>>;
  readonly Outputs?: Readonly<Record<string, OutputDeclaration>>;
}

export interface ParameterDeclaration {
  readonly Type: string;
  readonly Default?: unknown;
  readonly AllowedValues?: readonly unknown[];
}

export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface OutputDeclaration {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

/** `Rules` only assert CDK's bootstrap version, and `Metadata` is for people and tools. */
const sections = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
  'Rules',
]);

/** What a resource may declare beside its properties. */
const attributes = new Set([
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
  'Description',
]);

export function readTemplate(text: string): Template {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new TemplateError(
      `Template format error: JSON not well-formed: ${error instanceof Error ? error.message : error}`,
    );
  }
  return checkTemplate(parsed);
}

export function checkTemplate(template: unknown): Template {
  if (!isRecord(template)) throw new TemplateError('Template format error: the template is not an object');
  for (const section of Object.keys(template)) {
    if (!sections.has(section)) {
      throw new TemplateError(
        `Template format error: section '${section}' is not played, known: ${[...sections].join(', ')}`,
      );
    }
  }
  if (!isRecord(template.Resources) || Object.keys(template.Resources).length === 0) {
    throw new TemplateError('Template format error: At least one Resources member must be defined.');
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) checkResource(logicalId, resource);
  return template as unknown as Template;
}

function checkResource(logicalId: string, resource: unknown): void {
  if (!isRecord(resource) || typeof resource.Type !== 'string') {
    throw new TemplateError(
      `Template format error: [/Resources/${logicalId}] every Resources object must contain a Type member.`,
    );
  }
  for (const attribute of Object.keys(resource)) {
    if (!attributes.has(attribute)) {
      throw new TemplateError(
        `Template format error: resource ${logicalId} (${resource.Type}): attribute '${attribute}' is not played, known: ${[...attributes].join(', ')}`,
      );
    }
  }
  if (resource.Properties !== undefined && !isRecord(resource.Properties)) {
    throw new TemplateError(
      `Template format error: resource ${logicalId} (${resource.Type}): Properties is not an object`,
    );
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
