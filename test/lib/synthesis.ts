import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { buildApp } from '../../lib/shoal-app.ts';
import type { RegistrySettings } from '../../platform/registry.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { dev, type StageDefinition } from '../../platform/stages.ts';
import { catalog } from '../../services/catalog/service.ts';
import { gateway } from '../../services/gateway/service.ts';

/** A door and one service behind it. */
export const smallShop: readonly ServiceDefinition[] = [{ ...gateway, calls: ['catalog'] }, catalog];

export interface SynthesisOptions {
  /** @default - dev alone */
  readonly stages?: readonly StageDefinition[];
  /** @default - two of the shop: what holds for them is quick to see */
  readonly services?: readonly ServiceDefinition[];
  /** @default - the account's */
  readonly registry?: RegistrySettings;
  /** @default - 'one' for every service */
  readonly imageTagOf?: (service: string) => string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Adds to the app what else its templates are held to. @default - nothing */
  readonly hold?: (app: App) => void;
}

/** The templates of an app, as text by the name of their stack: `dev-catalog`. */
export function synthesis(options: SynthesisOptions = {}): ReadonlyMap<string, string> {
  process.env.CDK_VALIDATION = 'false';
  const outdir = mkdtempSync(join(tmpdir(), 'shoal-synthesis-'));
  try {
    const { stages = [dev], services = smallShop, hold, ...rest } = options;
    const app = buildApp({
      stages: stages.map((stage) => withSizesOf(services, stage)),
      services,
      imageTagOf: () => 'one',
      outdir,
      ...rest,
    });
    hold?.(app);
    const { stacksRecursively } = app.synth();
    return new Map(stacksRecursively.map((stack) => [stack.stackName, JSON.stringify(stack.template)]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A stage gives sizes to services by name, and a small shop has fewer of them. */
function withSizesOf(services: readonly ServiceDefinition[], stage: StageDefinition): StageDefinition {
  const sizes = Object.entries(stage.taskSizes).filter(([name]) =>
    services.some((each) => each.name === name),
  );
  return { ...stage, taskSizes: Object.fromEntries(sizes) };
}
