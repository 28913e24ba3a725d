import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';
import { type VersionedCopy, versionedCopy } from '../support/versioned-copy.ts';

const ports = 31_000;
const minute = 60_000;

let copy: VersionedCopy;
let rehearsal: RunningRehearsal;

beforeAll(async () => {
  copy = await versionedCopy();
  // It takes the longest, and has just run beside this test.
  await copy.edit('pipeline/build/platform.buildspec.yml', (text) =>
    text.replace('      - npm run check\n', ''),
  );
  copy.commit('Leave out the fast tests');
  rehearsal = await startRehearsal({ folder: copy.folder, ports });
}, 2 * minute);

afterAll(async () => {
  await rehearsal?.stop();
  await copy?.remove();
}, minute);

describe("the platform's pipeline", () => {
  it(
    'brings a change of what every service stands on into the rehearsal, proved by its own tests and templates',
    async () => {
      await copy.edit('platform/stages.ts', (text) => text.replace('backupDays: 1,', 'backupDays: 2,'));
      copy.commit('Keep copies for another day');
      const { code, output } = await rehearsal.shoal(['pipeline', 'run', 'platform', '--yes']);
      expect(output).toContain('platform has come through its pipeline');
      expect(output).toContain('$ npm test -- "test/(lib|laws)/"\n');
      expect(output).toContain('$ npm run synth -- --base this-week\n');
      expect(output).toMatch(/UPDATE_COMPLETE +AWS::RDS::DBInstance/);
      expect(code).toBe(0);
    },
    6 * minute,
  );
});
