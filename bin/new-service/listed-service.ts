import { formsOf } from './service-words.ts';

/** The text of platform/services.ts with one more service at the end of its list. */
export function listedService(text: string, name: string): string {
  const { camel } = formsOf(name);
  const [end] = /\n\];/.exec(text) ?? [];
  const firstImport = text.indexOf('import ');
  if (end === undefined || firstImport < 0) {
    throw new Error('platform/services.ts is no longer a list of imported definitions');
  }
  const line = `import { ${camel} } from '../services/${name}/service.ts';\n`;
  const listed = text.replace(/\n\];/, `\n  ${camel},\n];`);
  return listed.slice(0, firstImport) + line + listed.slice(firstImport);
}
