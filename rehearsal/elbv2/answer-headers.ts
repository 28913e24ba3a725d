import {
  anything,
  type KeyValue,
  type KnownAttribute,
  resolveAttributes,
  trueOrFalse,
} from './known-attributes.ts';

/** As attributes name them; the header's own name has dashes. */
const writable = [
  'strict_transport_security',
  'content_security_policy',
  'x_content_type_options',
  'x_frame_options',
  'access_control_allow_origin',
  'access_control_allow_methods',
  'access_control_allow_headers',
  'access_control_allow_credentials',
  'access_control_expose_headers',
  'access_control_max_age',
] as const;

const serverKey = 'routing.http.response.server.enabled';
const keyOf = (name: string) => `routing.http.response.${name}.header_value`;

const known: Readonly<Record<string, KnownAttribute>> = {
  [serverKey]: { default: 'true', ...trueOrFalse },
  ...Object.fromEntries(writable.map((name) => [keyOf(name), { default: '', ...anything }])),
};

/** What a listener's attributes change about the headers of each answer, a target's or the balancer's own. */
export class AnswerHeaders {
  readonly resolved: ReadonlyMap<string, string>;
  /** Names and values in turn. */
  readonly written: readonly string[];
  /** Whether an answer of the balancer's own says whose it is. */
  readonly namesServer: boolean;
  readonly #names: ReadonlySet<string>;

  constructor(given: readonly KeyValue[], subject: string) {
    this.resolved = resolveAttributes({ subject, known, given });
    const values = writable
      .map((name) => [name.replaceAll('_', '-'), this.resolved.get(keyOf(name)) ?? ''] as const)
      .filter(([, value]) => value !== '');
    this.written = values.flat();
    this.#names = new Set(values.map(([name]) => name));
    this.namesServer = this.resolved.get(serverKey) === 'true';
  }

  /** Whether the balancer writes this header, named in small letters, whatever a target says in it. */
  writes(name: string): boolean {
    return this.#names.has(name);
  }
}

/** Those of a listener that changes nothing. */
export const unchanged = new AnswerHeaders([], 'a listener');
