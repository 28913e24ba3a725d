import { isUnder, type Route } from '../routes.ts';
import type { ApiComponents, ApiDocument, ApiOperation, ApiPath, ApiTag } from './api-document.ts';

export interface MergeApisParts {
  /** What the gateway itself answers; its title and words stand over all. */
  readonly own: ApiDocument;
  readonly services: readonly { readonly name: string; readonly document: ApiDocument }[];
  readonly routes: readonly Route[];
  /** Services that could not be asked. */
  readonly missing: readonly string[];
}

/** One description of all that the gateway leads to, and of nothing it does not. */
export function mergeApis({ own, services, routes, missing }: MergeApisParts): ApiDocument {
  const tags: ApiTag[] = [...(own.tags ?? [])];
  const paths: Record<string, ApiPath> = { ...own.paths };
  const components: Record<string, Record<string, unknown>> = structuredClone(mutable(own.components ?? {}));
  const ids = new Set(operationIds(own.paths));
  for (const { name, document } of services) {
    const reached = routes.filter(({ service }) => service === name);
    const { paths: theirs, tags: theirTags = [] } = withOwnComponents(name, document, components);
    tags.push(...theirTags);
    for (const [path, methods] of Object.entries(theirs)) {
      if (paths[path] !== undefined || !reached.some((route) => isUnder(route, path))) continue;
      paths[path] = withUniqueIds(name, methods, ids);
    }
  }
  return { ...own, info: infoOf(own, missing), tags, paths, components };
}

function infoOf({ info }: ApiDocument, missing: readonly string[]): ApiDocument['info'] {
  if (missing.length === 0) return info;
  const absent = `Not described at the moment, since not reached: ${missing.join(', ')}.`;
  return { ...info, description: `${info.description ?? ''} ${absent}`.trim(), 'x-missing': missing };
}

/** Adds its components to those of all. One that differs from another of the same name gets its service's before it. */
function withOwnComponents(
  service: string,
  document: ApiDocument,
  all: Record<string, Record<string, unknown>>,
): ApiDocument {
  const renamed: string[] = [];
  for (const [kind, named] of Object.entries(document.components ?? {})) {
    for (const [name, component] of Object.entries(named)) {
      const known = all[kind]?.[name];
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(component)) {
        renamed.push(`#/components/${kind}/${name}`);
      }
    }
  }
  let text = JSON.stringify(document);
  for (const reference of renamed) {
    const parts = reference.split('/');
    const name = parts.pop();
    text = text.replaceAll(`"${reference}"`, `"${parts.join('/')}/${service}-${name}"`);
  }
  const rewritten = JSON.parse(text) as ApiDocument;
  for (const [kind, named] of Object.entries(rewritten.components ?? {})) {
    const kept = all[kind] ?? {};
    all[kind] = kept;
    for (const [name, component] of Object.entries(named)) {
      const own = renamed.includes(`#/components/${kind}/${name}`) ? `${service}-${name}` : name;
      kept[own] ??= component;
    }
  }
  return rewritten;
}

function withUniqueIds(service: string, methods: ApiPath, ids: Set<string>): ApiPath {
  const unique = Object.entries(methods).map(([method, operation]): [string, ApiOperation] => {
    const { operationId } = operation;
    if (operationId === undefined) return [method, operation];
    const id = ids.has(operationId) ? `${service}-${operationId}` : operationId;
    ids.add(id);
    return [method, { ...operation, operationId: id }];
  });
  return Object.fromEntries(unique);
}

function operationIds(paths: ApiDocument['paths']): readonly string[] {
  return Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
  );
}

function mutable(components: ApiComponents): Record<string, Record<string, unknown>> {
  return components as Record<string, Record<string, unknown>>;
}
