import { NamedList } from '../plane.ts';

export interface XmlAnswer {
  readonly action: string;
  readonly namespace: string;
  readonly requestId: string;
}

/** An answer in the query protocol: `<XResponse><XResult>…</XResult><ResponseMetadata>…`. */
export function answerXml({ action, namespace, requestId }: XmlAnswer, answer: unknown): string {
  return [
    `<${action}Response xmlns="${escaped(namespace)}">`,
    `<${action}Result>${content(answer)}</${action}Result>`,
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`,
    `</${action}Response>`,
  ].join('');
}

export interface XmlError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

export function errorXml(
  { namespace, requestId }: Omit<XmlAnswer, 'action'>,
  { code, message, status }: XmlError,
): string {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  return [
    `<ErrorResponse xmlns="${escaped(namespace)}">`,
    `<Error><Type>${type}</Type><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error>`,
    `<RequestId>${requestId}</RequestId></ErrorResponse>`,
  ].join('');
}

function content(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof NamedList) return items(value.itemName, value.items);
  if (Array.isArray(value)) return items('member', value);
  if (value instanceof Map) {
    return [...value]
      .map(
        ([key, member]) =>
          `<entry><key>${escaped(String(key))}</key><value>${content(member)}</value></entry>`,
      )
      .join('');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined && member !== null)
      .map(([name, member]) => `<${name}>${content(member)}</${name}>`)
      .join('');
  }
  return escaped(String(value));
}

function items(name: string, values: readonly unknown[]): string {
  return values.map((value) => `<${name}>${content(value)}</${name}>`).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Characters that XML cannot hold at all become a question mark. */
function escaped(text: string): string {
  return text
    .replaceAll(/[&<>"\r]/g, (character) => entities[character] ?? character)
    .replaceAll(/[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?');
}
