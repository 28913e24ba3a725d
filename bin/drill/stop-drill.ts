import type { FaultInjection } from '../../pipeline/operations/drill/fault-injection.ts';

/** What nobody watches any more does not go on. @returns what is left of it */
export async function stopDrill(
  faults: Pick<FaultInjection, 'stop'>,
  id: string,
  { here, aws }: { readonly here: string; readonly aws: string },
): Promise<string> {
  try {
    const was = (await faults.stop(id)) ? 'was stopped' : 'had ended already';
    return `Experiment ${id} ${was}: what it did comes back by itself, npx shoal status${here} shows how far it is. No report was written.`;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `Experiment ${id} could not be stopped from here (${why}) and goes on until its end or an alarm of customers: ${aws} fis stop-experiment --id ${id} stops it.`;
  }
}
