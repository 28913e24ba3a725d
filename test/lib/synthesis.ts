import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../lib/shoal-app.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { services } from '../../platform/services.ts';
import { dev, type StageDefinition } from '../../platform/stages.ts';

export interface SynthesisOptions {
  /** @default - dev alone */
  readonly stages?: readonly StageDefinition[];
  /** @default - those of the shop */
  readonly services?: readonly ServiceDefinition[];
  /** @default - 'one' for every service */
  readonly imageTagOf?: (service: string) => string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The templates of an app, as text by the name of their stack: `dev-catalog`. */
export function synthesis(options: SynthesisOptions = {}): ReadonlyMap<string, string> {
  process.env.CDK_VALIDATION = 'false';
  const outdir = mkdtempSync(join(tmpdir(), 'shoal-synthesis-'));
  try {
    const app = buildApp({ stages: [dev], services, imageTagOf: () => 'one', outdir, ...options });
    const { stacksRecursively } = app.synth();
    return new Map(stacksRecursively.map((stack) => [stack.stackName, JSON.stringify(stack.template)]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
