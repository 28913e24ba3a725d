/** A terminal sends Ctrl-C to every process of a command, and the entry script passes its own on: these are one. */
const samePressMs = 1000;

/**
 * Resolves when this process is told to stop: by a signal, or because the entry script is gone. A second, later signal
 * ends the process at once; the next start then ends what it left behind.
 */
export function whenToldToStop(): Promise<'stopped'> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const stop = () => {
      const now = performance.now();
      if (firstAt !== undefined && now - firstAt > samePressMs) process.exit(130);
      firstAt ??= now;
      resolve('stopped');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    process.once('disconnect', stop);
    // The channel to the entry script must not keep this process alive once all is done.
    process.channel?.unref();
  });
}
