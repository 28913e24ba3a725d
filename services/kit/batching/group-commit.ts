/**
 * Writes many in one commit: what is handed in while a commit is under way goes into the next one. Under load one
 * flush of the log serves dozens of writers, and without load nobody waits for company.
 */
export interface GroupCommit<Item, Result> {
  /** Writes all of them or none; results in the order of the items. */
  commit(items: readonly Item[]): Promise<readonly Result[]>;
  /** Whether the error is the fault of one of the items: then each is tried alone, and only that one fails. */
  isOfAnItem(error: unknown): boolean;
  /** @default - 64 items in a commit */
  readonly most?: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export function groupCommit<Item, Result>(group: GroupCommit<Item, Result>): (item: Item) => Promise<Result> {
  const { most = 64 } = group;
  const waiting: Waiting<Item, Result>[] = [];
  let running = false;
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await commitAll(group, waiting.splice(0, most));
    running = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running) return;
      running = true;
      // The rest of this turn of the event loop may bring more.
      setImmediate(() => void run());
    });
}

async function commitAll<Item, Result>(
  group: GroupCommit<Item, Result>,
  batch: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await group.commit(batch.map(({ item }) => item));
    if (results.length !== batch.length) throw unevenResults(batch.length, results.length);
    for (const [index, result] of results.entries()) batch[index]?.resolve(result);
  } catch (error) {
    if (batch.length > 1 && group.isOfAnItem(error)) {
      for (const one of batch) await commitAll(group, [one]);
      return;
    }
    for (const { reject } of batch) reject(error);
  }
}

function unevenResults(items: number, results: number): Error {
  return new Error(`a group commit of ${items} items gave ${results} results; give one for each item`);
}
