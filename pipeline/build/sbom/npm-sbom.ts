import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BillOfMaterials } from './bill-of-materials.ts';

/**
 * Everything that package-lock.json installs. Not with `--omit=dev`: npm then leaves out packages that a service is made
 * of where a tool takes them too.
 */
export async function npmSbom(root: string): Promise<BillOfMaterials> {
  try {
    const { stdout } = await promisify(execFile)(
      'npm',
      ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'],
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
    );
    return JSON.parse(stdout);
  } catch (error) {
    const told = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`npm sbom failed: ${told.split('\n').slice(-5).join('\n')}`, { cause: error });
  }
}
