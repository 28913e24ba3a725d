import { type Clock, systemClock, type Timer } from '../time/clock.ts';

/** Where log lines go. */
export interface LineSink {
  write(line: string): void;
  flush(): void;
}

/** How long a line may wait for others: one write for many costs a fraction of one for each. */
const holdMs = 50;
const holdCharacters = 16 * 1024;

export function batchingSink(write: (text: string) => void, clock: Clock = systemClock): LineSink {
  let held = '';
  let timer: Timer | undefined;
  const flush = (): void => {
    timer?.cancel();
    timer = undefined;
    if (held === '') return;
    const text = held;
    held = '';
    write(text);
  };
  return {
    write(line) {
      held += line;
      if (held.length >= holdCharacters) flush();
      else timer ??= clock.after(holdMs, flush);
    },
    flush,
  };
}

/** Standard output; what is held back is written before the process ends. */
export function stdoutSink(): LineSink {
  const sink = batchingSink((text) => process.stdout.write(text));
  process.once('exit', sink.flush);
  return sink;
}
