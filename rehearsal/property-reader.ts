import type { Properties } from './plane.ts';

/** Reads values whose types nobody has checked; a wrong one is an error that names it. */
export class PropertyReader {
  readonly subject: string;
  readonly #properties: Properties;

  /** `subject` begins every error: `task definition 'dev-catalog', container 'catalog'`. */
  constructor(subject: string, properties: unknown) {
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
      throw new Error(`${subject}: ${JSON.stringify(properties)} is not an object`);
    }
    this.subject = subject;
    this.#properties = properties as Properties;
  }

  /** All of it, unread. */
  get raw(): Properties {
    return this.#properties;
  }

  has(name: string): boolean {
    return this.#properties[name] !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.#properties[name];
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw this.#wrong(name, 'a text');
  }

  requiredText(name: string): string {
    return this.text(name) ?? this.#missing(name);
  }

  number(name: string): number | undefined {
    const value = this.#properties[name];
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw this.#wrong(name, 'a number');
    return number;
  }

  requiredNumber(name: string): number {
    return this.number(name) ?? this.#missing(name);
  }

  /** CloudFormation also takes booleans as texts. */
  flag(name: string): boolean | undefined {
    const value = this.#properties[name];
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.#wrong(name, 'true or false');
  }

  texts(name: string): readonly string[] {
    return this.#list(name).map((value) => {
      if (typeof value === 'string' || typeof value === 'number') return String(value);
      throw this.#wrong(name, 'a list of texts');
    });
  }

  object(name: string): PropertyReader | undefined {
    const value = this.#properties[name];
    return value === undefined ? undefined : new PropertyReader(`${this.subject}, ${name}`, value);
  }

  objects(name: string): readonly PropertyReader[] {
    return this.#list(name).map(
      (value, index) => new PropertyReader(`${this.subject}, ${name} ${index + 1}`, value),
    );
  }

  /** An object of texts, such as `{ "awslogs-group": "…" }`. */
  textMap(name: string): Readonly<Record<string, string>> {
    const reader = this.object(name);
    if (reader === undefined) return {};
    return Object.fromEntries(Object.keys(reader.#properties).map((key) => [key, reader.requiredText(key)]));
  }

  /** Refuses what the rehearsal would otherwise silently leave out. */
  refuseOthers(known: readonly string[]): void {
    const others = Object.keys(this.#properties).filter(
      (name) => this.#properties[name] !== undefined && !known.includes(name),
    );
    if (others.length > 0) {
      throw new Error(
        `${this.subject}: ${others.map((name) => `'${name}'`).join(', ')} is not played here; allowed are ${known.join(', ')}`,
      );
    }
  }

  #list(name: string): readonly unknown[] {
    const value = this.#properties[name];
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw this.#wrong(name, 'a list');
    return value;
  }

  #missing(name: string): never {
    throw new Error(`${this.subject}: '${name}' is missing`);
  }

  #wrong(name: string, wanted: string): Error {
    return new Error(
      `${this.subject}: '${name}' is ${JSON.stringify(this.#properties[name])}, and must be ${wanted}`,
    );
  }
}
