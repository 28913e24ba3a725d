/**
 * Collects what is asked for in one turn of the event loop into one load: a query with an `IN()` of fifty keys
 * costs little more than one with a single key. Equal keys of a turn are loaded once.
 */
export function batchByTick<Key, Value>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  most = 256,
): (key: Key) => Promise<Value | undefined> {
  let batch: Batch<Key, Value> | undefined;
  return async (key) => {
    if (batch === undefined || batch.keys.size >= most) {
      const opened = openBatch(load);
      batch = opened;
      setImmediate(() => {
        if (batch === opened) batch = undefined;
        opened.send();
      });
    }
    batch.keys.add(key);
    return (await batch.values).get(key);
  };
}

interface Batch<Key, Value> {
  readonly keys: Set<Key>;
  readonly values: Promise<ReadonlyMap<Key, Value>>;
  readonly send: () => void;
}

function openBatch<Key, Value>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): Batch<Key, Value> {
  const keys = new Set<Key>();
  const { promise, resolve } = Promise.withResolvers<ReadonlyMap<Key, Value>>();
  return { keys, values: promise, send: () => resolve((async () => load([...keys]))()) };
}
