import type { TObject } from 'typebox';

type Text = string | string[];
type Converter = (text: Text) => unknown;

/**
 * Turns the texts of a path or a query into what the schema wants where they say so unmistakably,
 * and leaves the rest as it is for the guard to refuse.
 */
export function textConverter(
  schema: TObject,
): (texts: Readonly<Record<string, Text>>) => Record<string, unknown> {
  const converters = new Map<string, Converter>();
  for (const [name, property] of Object.entries(schema.properties)) {
    const converter = converterOf(property);
    if (converter !== undefined) converters.set(name, converter);
  }
  return (texts) => {
    const values: Record<string, unknown> = { ...texts };
    for (const [name, convert] of converters) {
      const text = texts[name];
      if (text !== undefined) values[name] = convert(text);
    }
    return values;
  };
}

function converterOf(property: object): Converter | undefined {
  const { type, items } = property as { readonly type?: string; readonly items?: object };
  switch (type) {
    case 'integer':
      return (text) => (typeof text === 'string' && /^-?\d{1,15}$/.test(text) ? Number(text) : text);
    case 'number':
      return (text) =>
        typeof text === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return (text) => (text === 'true' ? true : text === 'false' ? false : text);
    case 'array': {
      const convert = items === undefined ? undefined : converterOf(items);
      return (text) => [text].flat().map((item) => (convert === undefined ? item : convert(item)));
    }
    default:
      return undefined;
  }
}
