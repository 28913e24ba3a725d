import type { EventEmitter } from 'node:events';

/** A terminal sends Ctrl-C to every process of a command, and the entry script passes its own on: these are one. */
const samePressMs = 1000;

/** What there is of a process to be told through. */
type Told = Pick<EventEmitter, 'on' | 'once'> & { readonly channel?: { unref(): void } | null };

export interface StopSignal {
  /** A second, later signal: somebody does not want to wait. */
  readonly onImpatience: () => void;
  /** @default - this process */
  readonly told?: Told;
  /** In milliseconds. @default - since this process began */
  readonly now?: () => number;
}

/** Resolves when this process is told to stop: by a signal, or because the entry script is gone. */
export function whenToldToStop({
  onImpatience,
  told = process,
  now = () => performance.now(),
}: StopSignal): Promise<'stopped'> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const stop = () => {
      if (firstAt !== undefined && now() - firstAt > samePressMs) onImpatience();
      firstAt ??= now();
      resolve('stopped');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) told.on(signal, stop);
    told.once('disconnect', stop);
    // The channel to the entry script must not keep this process alive once all is done.
    told.channel?.unref();
  });
}
