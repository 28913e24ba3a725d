import type { SynthesizedResource, SynthesizedStack } from './synthesized.ts';
import { resourcesOf } from './synthesized.ts';

export interface DashboardWidget {
  readonly type: 'metric' | 'alarm' | 'text' | 'log';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly string[];
    readonly query?: string;
    readonly stacked?: boolean;
    readonly yAxis?: Readonly<Record<'left' | 'right', { readonly label?: string }>>;
    readonly annotations?: {
      readonly horizontal?: readonly { readonly value: number; readonly label: string }[];
    };
  };
}

export interface SynthesizedDashboard {
  readonly name: string;
  readonly stage: string;
  /** `catalog`, or `platform` for the whole stage. */
  readonly about: string;
  readonly body: string;
  readonly widgets: readonly DashboardWidget[];
}

/** Every dashboard of every stage, with words such as `<Blue.TargetGroupFullName>` for what only a deployment knows. */
export function dashboardsIn(stacks: readonly SynthesizedStack[]): readonly SynthesizedDashboard[] {
  return resourcesOf(stacks, 'AWS::CloudWatch::Dashboard').map(read);
}

/** What a widget asks: the title, or the first line of a text. */
export function titleOf({ properties }: DashboardWidget): string {
  return properties.title ?? /^#+ (.*)$/m.exec(properties.markdown ?? '')?.[1] ?? '';
}

export interface MetricOfWidget {
  readonly namespace: string;
  readonly name: string;
  /** Without a value where a search finds any. */
  readonly dimensions: Readonly<Record<string, string | undefined>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** All that a widget shows, those that formulas use and that searches find included. */
export function metricsOf({ properties }: DashboardWidget): readonly MetricOfWidget[] {
  return (properties.metrics ?? []).flatMap((line) => {
    const last = line.at(-1);
    const options = isRecord(last) ? last : {};
    const texts = line.filter((part): part is string => typeof part === 'string');
    const [namespace, name, ...pairs] = texts;
    if (namespace !== undefined && name !== undefined) {
      return [{ namespace, name, dimensions: dimensionsOf(pairs), options }];
    }
    return searchedBy(String(options.expression ?? '')).map((found) => ({ ...found, options }));
  });
}

function dimensionsOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.flatMap((name, index) => (index % 2 === 0 ? [[name, pairs[index + 1] ?? '']] : [])),
  );
}

/** `SEARCH('{Shoal/prod,service} MetricName="Requests" service="catalog"', 'Sum', 60)` */
function searchedBy(expression: string): readonly Omit<MetricOfWidget, 'options'>[] {
  return [...expression.matchAll(/SEARCH\('\{([^}]+)\} ([^']+)', '[^']+', \d+\)/g)].map(
    ([, schema = '', terms = '']) => {
      const [namespace = '', ...names] = schema.split(',');
      const values = Object.fromEntries(
        [...terms.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
      );
      return {
        namespace,
        name: values.MetricName ?? '',
        dimensions: Object.fromEntries(names.map((name) => [name, values[name]])),
      };
    },
  );
}

function read({ stage, stack, properties }: SynthesizedResource): SynthesizedDashboard {
  const name = String(properties.DashboardName);
  const body = textOf(properties.DashboardBody);
  const part = stack.slice(stage.length + 1);
  return {
    name,
    stage,
    about: part === 'observability' ? 'platform' : part,
    body,
    widgets: (JSON.parse(body) as { readonly widgets: readonly DashboardWidget[] }).widgets,
  };
}

/** A joined text, in which each reference is a word. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) throw new Error(`${JSON.stringify(value)} is neither text nor a function`);
  const [[name, of] = []] = Object.entries(value);
  if (name === 'Fn::Join' && Array.isArray(of)) {
    return (of[1] as readonly unknown[]).map(textOf).join(String(of[0]));
  }
  if (name === 'Ref') return `<${of}>`;
  if (name === 'Fn::GetAtt' && Array.isArray(of)) return `<${of.join('.')}>`;
  if (name === 'Fn::GetStackOutput' && isRecord(of)) return `<${of.StackName}.${of.OutputName}>`;
  throw new Error(`${name} in a text is not known here`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
