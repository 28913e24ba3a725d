import { resolve } from 'node:path';
import { bundle } from './bundle.ts';

const [service, directory] = process.argv.slice(2);

if (service === undefined || service === '' || directory === undefined) {
  process.stderr.write(
    'write-bundle takes a service and a folder to write to. From Docker, say which service: --build-arg SERVICE=catalog\n',
  );
  process.exitCode = 1;
} else {
  await bundle({ service, root: resolve(import.meta.dirname, '../..'), directory });
}
