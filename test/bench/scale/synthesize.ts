import { buildApp } from '../../../lib/shoal-app.ts';
import { stages } from '../../../platform/stages.ts';
import { manyServices } from './many-services.ts';

/** As bin/app.ts does it, with as many services as the argument says. */
const [, , count] = process.argv;
buildApp({ stages, services: manyServices(Number(count)), imageTagOf: () => 'one' }).synth();
