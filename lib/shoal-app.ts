import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { validateAccounts } from '../platform/accounts.ts';
import { type RegistrySettings, registrySettings, validateRegistry } from '../platform/registry.ts';
import { copyRegionsOf, registryRegionOf } from '../platform/registry-region.ts';
import type { ServiceDefinition } from '../platform/service-definition.ts';
import { validateServices } from '../platform/service-validation.ts';
import { type SourceSettings, sourceSettings, validateSource } from '../platform/source.ts';
import { validateStages } from '../platform/stage-validation.ts';
import type { StageDefinition } from '../platform/stages.ts';
import { validateTogether } from '../platform/validation/problem.ts';
import { checkContext, namesIn } from './context.ts';
import { delivery } from './delivery/delivery.ts';
import { Registry } from './registry/registry.ts';
import { imagePrefix } from './registry/repositories.ts';
import { ShoalStage } from './shoal-stage.ts';
import { checkAwsSolutions } from './validation/cdk-nag.ts';
import { checkNist } from './validation/nist.ts';
import { checkSchemas } from './validation/schemas.ts';

export interface ShoalAppProps {
  readonly stages: readonly StageDefinition[];
  readonly services: readonly ServiceDefinition[];
  /** @default - the account's, as platform/registry.ts says */
  readonly registry?: RegistrySettings;
  /** @default - where platform/source.ts says */
  readonly source?: SourceSettings;
  /** The tag a service's image has in the registry, on the base layers of a week where `-c base` names one. */
  readonly imageTagOf: (service: string, base: string | undefined) => string;
  /** @default - cdk.out, or where the CDK CLI says */
  readonly outdir?: string;
  /** What `-c` says, beside the feature flags of cdk.json, which always hold. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The whole of Shoal as one CDK app: the registry, and each stage. Nothing in it looks anything up. */
export function buildApp(props: ShoalAppProps): App {
  const settings = props.registry ?? registrySettings;
  const source = props.source ?? sourceSettings;
  validateTogether(
    () => validateStages(props.stages),
    () => validateServices(props.services),
    () => validateRegistry(settings),
    () => validateSource(source),
    () => validateAccounts(props.stages, settings.account),
  );
  const app = new App({
    outdir: props.outdir ?? process.env.CDK_OUTDIR ?? 'cdk.out',
    context: { ...featureFlags(), ...props.context },
    // The CDK command line would switch these on. Our templates are the same whoever synthesizes them.
    analyticsReporting: false,
    postCliContext: { 'aws:cdk:enable-path-metadata': false, 'aws:cdk:enable-asset-metadata': false },
  });
  const { services, imageTagOf } = props;
  checkContext(app, { stages: props.stages, services: services.map(({ name }) => name) });
  const [base] = namesIn(app, 'base') ?? [];
  const { account: toolsAccount } = settings;
  // Read once, so that all stages get the same even while somebody edits.
  const versions = services.map((service) => ({
    service,
    image: {
      account: toolsAccount,
      repository: `${imagePrefix}/${service.name}`,
      tag: imageTagOf(service.name, base),
    },
  }));
  delivery(new Registry(app, { stages: props.stages, services, settings }), {
    stages: props.stages,
    services: services.map(({ name }) => name),
    source,
    registry: settings,
  });
  const registryRegions = [registryRegionOf(props.stages), ...copyRegionsOf(props.stages)];
  const selected = namesIn(app, 'stages');
  for (const stage of props.stages) {
    if (selected?.includes(stage.name) !== false) {
      new ShoalStage(app, { stage, versions, source, registry: settings, registryRegions, toolsAccount });
    }
  }
  // CDK's own switch for its own validation: the development loop turns both off at once.
  if (process.env.CDK_VALIDATION !== 'false') {
    checkSchemas(app);
    checkAwsSolutions(app);
    checkNist(app, props.stages);
  }
  return app;
}

/** The CDK command line hands over what cdk.json says; whoever synthesizes without it needs it just as much. */
function featureFlags(): Readonly<Record<string, unknown>> {
  const file = join(import.meta.dirname, '..', 'cdk.json');
  const { context } = JSON.parse(readFileSync(file, 'utf8')) as { context: Record<string, unknown> };
  return context;
}
