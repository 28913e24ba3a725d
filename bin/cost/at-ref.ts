import { Refusal } from '../command.ts';

/** Says of which commit it is that something went wrong, which is not what lies in the work tree. */
export async function atRef<Result>(ref: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Refusal(`At ${ref}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
