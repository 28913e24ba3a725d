import { join } from 'node:path';
import { buildApp } from '../lib/shoal-app.ts';
import { contentHashOf } from '../pipeline/build/content-hash.ts';
import { services } from '../platform/services.ts';
import { dev, prod, staging } from '../platform/stages.ts';

const root = join(import.meta.dirname, '..');

buildApp({
  stages: [
    dev, // where a change is tried, at the lowest price
    staging, // like prod in everything but size
    prod, // the shop
  ],
  services,
  imageTagOf: (service) => contentHashOf(service, root),
}).synth();
