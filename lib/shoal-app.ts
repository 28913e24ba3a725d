import { App } from 'aws-cdk-lib';
import cdk from '../cdk.json' with { type: 'json' };
import type { ServiceDefinition } from '../platform/service-definition.ts';
import type { StageDefinition } from '../platform/stages.ts';

export interface ShoalAppProps {
  readonly stages: readonly StageDefinition[];
  readonly services: readonly ServiceDefinition[];
  /** The tag a service's image has in the registry. */
  readonly imageTagOf: (service: string) => string;
  /** @default - cdk.out, or where the CDK CLI says */
  readonly outdir?: string;
  /** Beside the feature flags of cdk.json, which always hold. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The whole of Shoal as one CDK app: the registry, and each stage. */
export function buildApp(props: ShoalAppProps): App {
  const app = new App({
    ...(props.outdir === undefined ? {} : { outdir: props.outdir }),
    context: { ...cdk.context, ...props.context },
  });
  return app;
}
