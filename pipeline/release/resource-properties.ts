import type { CustomResourceEvent } from './custom-resource.ts';

/** Reads the properties of a custom resource, all of which CloudFormation delivers as strings or lists of them. */
export interface ResourceProperties {
  text(name: string): string;
  optionalText(name: string): string | undefined;
  whole(name: string): number;
  texts(name: string): readonly string[];
  optionalTexts(name: string): readonly string[];
  /** A list of objects, each read as this one is. */
  objects(name: string): readonly ResourceProperties[];
}

export function propertiesOf(event: CustomResourceEvent): ResourceProperties {
  return readerOf(event.LogicalResourceId, event.ResourceProperties);
}

/** @returns the properties before an update, and nothing on Create. */
export function oldPropertiesOf(event: CustomResourceEvent): ResourceProperties | undefined {
  return event.OldResourceProperties === undefined
    ? undefined
    : readerOf(event.LogicalResourceId, event.OldResourceProperties);
}

function readerOf(subject: string, values: Readonly<Record<string, unknown>>): ResourceProperties {
  const refuse = (name: string, allowed: string): never => {
    throw new Error(
      `${subject}: property ${name} is ${JSON.stringify(values[name]) ?? 'missing'}, it must be ${allowed}`,
    );
  };
  const optionalText = (name: string): string | undefined => {
    const value = values[name];
    if (value === undefined || value === '') return undefined;
    return typeof value === 'string' ? value : refuse(name, 'a text');
  };
  const list = (name: string): readonly unknown[] => {
    const value = values[name];
    if (value === undefined) return [];
    return Array.isArray(value) ? value : refuse(name, 'a list');
  };
  const optionalTexts = (name: string): readonly string[] =>
    list(name).map((item) => (typeof item === 'string' ? item : refuse(name, 'a list of texts')));

  return {
    optionalText,
    optionalTexts,
    text: (name) => optionalText(name) ?? refuse(name, 'a text'),
    texts: (name) => {
      const items = optionalTexts(name);
      return items.length > 0 ? items : refuse(name, 'a list of at least one text');
    },
    whole: (name) => {
      const value = values[name];
      const number = typeof value === 'string' && value !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isInteger(number) && number >= 0
        ? number
        : refuse(name, 'a whole number');
    },
    objects: (name) =>
      list(name).map((item, at) =>
        typeof item === 'object' && item !== null
          ? readerOf(`${subject}: ${name}[${at}]`, item as Record<string, unknown>)
          : refuse(name, 'a list of objects'),
      ),
  };
}
