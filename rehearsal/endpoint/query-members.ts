import { AwsError } from '../plane.ts';

type Tree = Map<string, Tree | string>;

const deepest = 20;

/**
 * Reads the members of a request in the query protocol: `Actions.member.1.Type=forward` becomes
 * `{ Actions: [{ Type: 'forward' }] }`. Every scalar is a string.
 */
export function membersOf(form: URLSearchParams): Record<string, unknown> {
  const root: Tree = new Map();
  for (const [name, value] of form) {
    if (name === 'Action' || name === 'Version') continue;
    put(root, name.split('.'), { name, value });
  }
  return Object.fromEntries([...root].map(([name, branch]) => [name, shaped(branch)]));
}

function put(
  root: Tree,
  path: readonly string[],
  { name, value }: { readonly name: string; readonly value: string },
): void {
  if (path.length > deepest || path.includes('')) throw malformed(name);
  let branch = root;
  for (const part of path.slice(0, -1)) {
    const next = branch.get(part) ?? new Map();
    if (typeof next === 'string') throw malformed(name);
    branch.set(part, next);
    branch = next;
  }
  const last = path.at(-1) ?? '';
  if (branch.has(last)) throw malformed(name);
  branch.set(last, value);
}

function malformed(name: string): AwsError {
  return new AwsError('MalformedQueryString', `The parameter '${name.slice(0, 100)}' contradicts the others`);
}

/** A branch whose keys are numbers is a list, one with `entry` a map, one with a single named list that list. */
function shaped(branch: Tree | string): unknown {
  if (typeof branch === 'string') return branch;
  if (isNumbered(branch)) return listOf(branch);
  const [[name, only] = ['', '']] = branch;
  if (branch.size === 1 && typeof only !== 'string' && isNumbered(only)) {
    return name === 'entry' ? mapOf(only) : listOf(only);
  }
  return Object.fromEntries([...branch].map(([key, value]) => [key, shaped(value)]));
}

function isNumbered(branch: Tree): boolean {
  return branch.size > 0 && [...branch.keys()].every((key) => /^[1-9]\d{0,5}$/.test(key));
}

function listOf(branch: Tree): readonly unknown[] {
  return [...branch]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, value]) => shaped(value));
}

function mapOf(branch: Tree): Record<string, unknown> {
  return Object.fromEntries(
    listOf(branch).map((entry) => {
      const { key, value } = entry as Record<string, unknown>;
      return [String(key), value];
    }),
  );
}
