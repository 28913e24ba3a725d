const meanings: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};

/** A pattern as builds and triggers write it: `*` within a folder, `**` through folders, names that begin with a dot too. */
export function pathPattern(text: string): RegExp {
  const source = text.replace(/\*\*\/|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (part) => meanings[part] ?? `\\${part}`);
  return new RegExp(`^${source}$`);
}
