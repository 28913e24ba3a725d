import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Keeps `names.json` of the state folder: what each name of a private zone stands for. */
export class NameFile {
  readonly #file: string;
  readonly #names = new Map<string, string>();

  constructor(stateFolder: string) {
    this.#file = join(stateFolder, 'names.json');
  }

  set(name: string, target: string): void {
    this.#names.set(name, target);
    this.#write();
  }

  delete(name: string): void {
    if (this.#names.delete(name)) this.#write();
  }

  /** Follows aliases to the address at their end. */
  addressOf(name: string): string {
    let target = name;
    for (let hops = 0; hops < 8; hops += 1) {
      const next = this.#names.get(target);
      if (next === undefined) return target;
      target = next;
    }
    throw new Error(`names: ${name} is an alias of itself`);
  }

  #write(): void {
    const names = Object.fromEntries(
      [...this.#names.keys()].sort().map((name) => [name, this.addressOf(name)]),
    );
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.draft`, `${JSON.stringify(names, null, 2)}\n`);
    renameSync(`${this.#file}.draft`, this.#file);
  }
}
