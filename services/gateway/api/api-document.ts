/** An OpenAPI document, as far as the gateway reads it. What else is in it travels along. */
export interface ApiDocument {
  readonly openapi: string;
  readonly info: ApiInfo;
  readonly tags?: readonly ApiTag[];
  readonly paths: Readonly<Record<string, ApiPath>>;
  readonly components?: ApiComponents;
}

export interface ApiInfo {
  readonly title: string;
  readonly description?: string;
  readonly version: string;
  /** Services whose part is not in it, since they could not be asked. */
  readonly 'x-missing'?: readonly string[];
}

export interface ApiTag {
  readonly name: string;
  readonly description?: string;
}

export type ApiPath = Readonly<Record<string, ApiOperation>>;

export interface ApiOperation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly deprecated?: boolean;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly content?: ApiContent };
  readonly responses?: Readonly<Record<string, ApiResponse>>;
}

export interface ApiParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: { readonly type?: string; readonly description?: string };
  readonly example?: unknown;
}

export interface ApiResponse {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: ApiContent;
}

export type ApiContent = Readonly<Record<string, { readonly schema?: unknown; readonly example?: unknown }>>;

/** By kind and name: `components.schemas.Problem`. */
export type ApiComponents = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options']);

/** Undefined where it is none, or none that can be shown. */
export function readApiDocument(text: string): ApiDocument | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value.openapi !== 'string' || !value.openapi.startsWith('3.'))
    return undefined;
  if (!isObject(value.info) || !isObject(value.paths)) return undefined;
  const paths = Object.values(value.paths);
  const whole = paths.every((path) => isObject(path) && Object.entries(path).every(isOperation));
  return whole ? (value as unknown as ApiDocument) : undefined;
}

function isOperation([method, operation]: [string, unknown]): boolean {
  return methods.has(method) && isObject(operation);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
