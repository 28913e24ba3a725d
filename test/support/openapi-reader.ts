/** An OpenAPI document, as far as tests read it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>> & { readonly Problem: object };
    readonly responses: Readonly<Record<string, OpenApiResponse>>;
  };
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, OpenApiMedia>> };
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: object;
  readonly example?: unknown;
}

export interface OpenApiResponse {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, OpenApiMedia>>;
}

export interface OpenApiMedia {
  readonly schema?: object;
  readonly example?: unknown;
}

export interface DescribedOperation {
  readonly path: string;
  readonly method: string;
  readonly operation: OpenApiOperation;
}

export function operationsOf(document: OpenApiDocument): readonly DescribedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
}

/** What is described for a path, in which braces give way to what is plain: `/carts/mine` before `/carts/{id}`. */
export function operationAt(
  { paths }: OpenApiDocument,
  method: string,
  path: string,
): { readonly operation: OpenApiOperation; readonly params: Readonly<Record<string, string>> } | undefined {
  const parts = path.split('/');
  const candidates = Object.entries(paths)
    .map(([pattern, methods]) => ({ methods, params: paramsOf(pattern.split('/'), parts) }))
    .filter((candidate) => candidate.params !== undefined)
    .toSorted((one, other) => Object.keys(one.params ?? {}).length - Object.keys(other.params ?? {}).length);
  for (const { methods, params = {} } of candidates) {
    const operation = methods[method.toLowerCase()];
    if (operation !== undefined) return { operation, params };
  }
  return undefined;
}

/** Without its query. */
export function exchangePath(target: string): string {
  return target.split('?')[0] ?? target;
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    if (name === undefined && part !== expected) return undefined;
    if (name !== undefined) params[name] = decoded(part);
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
