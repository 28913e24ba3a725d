import { join } from 'node:path';
import { ContextError } from '../lib/context.ts';
import { buildApp } from '../lib/shoal-app.ts';
import { imageTagOf } from '../pipeline/build/image-tag.ts';
import { services } from '../platform/services.ts';
import { dev, prod, staging } from '../platform/stages.ts';
import { DefinitionError } from '../platform/validation/problem.ts';

const root = join(import.meta.dirname, '..');

try {
  buildApp({
    stages: [
      dev, // where a change is tried, at the lowest price
      staging, // like prod in everything but size
      prod, // the shop
    ],
    services,
    imageTagOf: (service, base) => imageTagOf({ service, root, base }),
  }).synth();
} catch (error) {
  // These are about what was written or typed, not about the code that read it.
  if (!(error instanceof DefinitionError || error instanceof ContextError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
