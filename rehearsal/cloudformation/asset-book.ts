import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRecord } from './template.ts';

/** Which folder or file of an assembly a key of the asset bucket stands for. */
export interface AssetBook {
  /** Learns the assets that the `*.assets.json` files of an assembly folder list. */
  read(assemblyFolder: string): void;
  /** The asset with this object key, such as `<hash>.zip`. */
  find(objectKey: string): string | undefined;
}

export function createAssetBook(): AssetBook {
  const paths = new Map<string, string>();
  return {
    find: (objectKey) => paths.get(objectKey),
    read(assemblyFolder) {
      for (const file of readdirSync(assemblyFolder).filter((name) => name.endsWith('.assets.json'))) {
        const manifest: unknown = JSON.parse(readFileSync(join(assemblyFolder, file), 'utf8'));
        for (const asset of Object.values(membersOf(manifest, 'files'))) {
          const path = membersOf(asset, 'source').path;
          if (typeof path !== 'string') continue;
          for (const destination of Object.values(membersOf(asset, 'destinations'))) {
            const key = isRecord(destination) ? destination.objectKey : undefined;
            if (typeof key === 'string') paths.set(key, resolve(assemblyFolder, path));
          }
        }
      }
    },
  };
}

function membersOf(value: unknown, name: string): Record<string, unknown> {
  const member = isRecord(value) ? value[name] : undefined;
  return isRecord(member) ? member : {};
}
