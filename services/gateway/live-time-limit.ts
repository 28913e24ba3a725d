interface LiveSettings {
  readonly current: Readonly<Record<string, number | undefined>>;
}

/** How long the gateway waits for one service, as it is at each look: an operator may change it. */
export function liveTimeLimit(settings: LiveSettings, service: string): () => number {
  const name = `${service}Seconds`;
  return () => {
    const seconds = settings.current[name];
    if (seconds === undefined) {
      throw new Error(`there is no setting '${name}', known: ${Object.keys(settings.current).join(', ')}`);
    }
    return seconds * 1000;
  };
}
