import { join } from 'node:path';
import { ContextError } from '../lib/context.ts';
import { buildApp } from '../lib/shoal-app.ts';
import { imagesOf } from '../pipeline/build/image-list.ts';
import { services } from '../platform/services.ts';
import { dev, prod, staging } from '../platform/stages.ts';
import { DefinitionError } from '../platform/validation/problem.ts';

const images = imagesOf(join(import.meta.dirname, '..'));

try {
  const { directory } = buildApp({
    stages: [
      dev, // where a change is tried, at the lowest price
      staging, // like prod in everything but size
      prod, // the shop
    ],
    services,
    imageTagOf: images.tagOf,
  }).synth();
  images.writeTo(directory);
} catch (error) {
  // These are about what was written or typed, not about the code that read it.
  if (!(error instanceof DefinitionError || error instanceof ContextError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
