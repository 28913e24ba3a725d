import type { Log } from '../telemetry/log.ts';
import { type Clock, systemClock, type Timer } from '../time/clock.ts';
import { defaultsOf, readSettings } from './read-settings.ts';
import type { SettingsDefinition, SettingsOf } from './setting-definition.ts';
import { createSettingsAgent, type SettingsAgent } from './settings-agent.ts';

/** The settings of a service, as they are now. */
export interface Settings<Values> {
  /** A new object after each change: read from it at every use, and keep none of it. */
  readonly current: Values;
  /** Told when a setting has another value than before. */
  on<Name extends keyof Values>(name: Name, listener: Listener<Values[Name]>): void;
  close(): Promise<void>;
}

export type Listener<Value> = (value: Value, before: Value) => void;

export interface SettingsParts {
  /** Where the agent tells them; without it the defaults hold. */
  readonly url: string | undefined;
  readonly log: Log;
  readonly clock?: Clock;
  /** @default - the one at `url` */
  readonly agent?: SettingsAgent;
}

/** The agent is in this very task: asking it costs next to nothing, and it asks AppConfig at its own pace. */
const askEveryMs = 2000;

/**
 * Asks the agent in the background. Begins with the defaults, and whatever goes wrong later, the last good values
 * hold: no service fails, and none waits, for its settings.
 */
export function createSettings<const Definition extends SettingsDefinition>(
  definition: Definition,
  parts: SettingsParts,
): Settings<SettingsOf<Definition>> {
  type Values = SettingsOf<Definition>;
  const { url, log, clock = systemClock } = parts;
  const agent = parts.agent ?? (url === undefined ? undefined : createSettingsAgent(url));
  const listeners = new Map<keyof Values, Listener<never>[]>();
  let current = defaultsOf(definition);
  let text: string | undefined;
  let away = false;
  let closed = false;
  let timer: Timer | undefined;

  const tell = (name: keyof Values, before: Values): void => {
    for (const listener of listeners.get(name) ?? []) {
      try {
        (listener as Listener<unknown>)(current[name], before[name]);
      } catch (error) {
        log.error('a setting was changed, and what listens to it failed', { setting: name, error });
      }
    }
  };
  const take = (document: string): void => {
    if (document === text) return;
    const { values, refused } = readSettings(definition, document, current);
    text = document;
    if (Object.keys(refused).length > 0)
      log.warn('settings are refused, their last values hold', { refused });
    const before = current;
    current = values;
    const changed = Object.keys(definition).filter((name) => values[name] !== before[name]);
    if (changed.length === 0) return;
    log.info('settings are changed', {
      changed: Object.fromEntries(changed.map((name) => [name, values[name]])),
    });
    for (const name of changed) tell(name, before);
  };
  const ask = async (from: SettingsAgent): Promise<void> => {
    try {
      take(await from.read());
      if (away) log.info('the settings can be read again');
      away = false;
    } catch (error) {
      if (!away && !closed) log.warn('the settings cannot be read, the last ones hold', { error });
      away = true;
    }
    if (!closed) timer = clock.after(askEveryMs, () => void ask(from));
  };

  if (agent !== undefined) void ask(agent);
  return {
    get current() {
      return current;
    },
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    },
    async close() {
      closed = true;
      timer?.cancel();
      await agent?.close();
    },
  };
}
