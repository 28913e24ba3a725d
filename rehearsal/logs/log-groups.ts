import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LogGroup } from './log-group.ts';

/** All that tasks, functions and servers print, as files under the state folder. */
export class LogGroups {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #groups = new Map<string, LogGroup>();

  constructor(stateFolder: string, now: () => number) {
    this.#folder = join(stateFolder, 'logs');
    this.#now = now;
    mkdirSync(this.#folder, { recursive: true });
    for (const entry of readdirSync(this.#folder)) this.open(decodeURIComponent(entry));
  }

  /** One line to a stream; a group that nobody made yet is made. */
  write(group: string, stream: string, line: string): void {
    this.open(group).write(stream, this.#now(), line);
  }

  /** The last lines of a group, over all its streams. At most 200, and none from before this start. */
  tail(group: string, lines: number): readonly string[] {
    return this.#groups.get(group)?.tail(lines) ?? [];
  }

  open(name: string): LogGroup {
    const known = this.#groups.get(name);
    if (known) return known;
    const group = new LogGroup(name, join(this.#folder, encodeURIComponent(name)));
    this.#groups.set(name, group);
    return group;
  }

  find(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  all(): readonly LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async delete(name: string): Promise<void> {
    const group = this.#groups.get(name);
    this.#groups.delete(name);
    await group?.delete();
  }

  async flush(): Promise<void> {
    await Promise.all(this.all().map((group) => group.flush()));
  }
}
