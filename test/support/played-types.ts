import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composePlanes } from '../../rehearsal/compose-planes.ts';
import { ProcessBook } from '../../rehearsal/processes.ts';

/** The resource types that the composed rehearsal plays. */
export async function playedTypes(): Promise<readonly string[]> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'shoal-planes-'));
  const nothing = () => undefined;
  try {
    const planes = await composePlanes(
      {
        stage: 'dev',
        region: 'eu-central-1',
        zones: [],
        stateFolder,
        basePort: 22_500,
        speed: 1,
        fresh: false,
        parameters: {},
        say: nothing,
        onEvent: nothing,
        onNotPlayed: nothing,
        assembly: () => Promise.reject(new Error('nothing is played')),
      },
      {
        processes: new ProcessBook(stateFolder),
        programs: () => Promise.reject(new Error('no server is started')),
      },
    );
    await planes.close();
    return planes.types;
  } finally {
    await rm(stateFolder, { recursive: true, force: true });
  }
}
