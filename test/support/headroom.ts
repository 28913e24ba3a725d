import type { SynthesizedResource, SynthesizedStack } from './synthesized.ts';

/** How much of one of AWS's quotas the fullest place of a set of stacks uses. */
export interface Headroom {
  readonly what: string;
  readonly used: number;
  readonly quota: number;
  /** Whether AWS raises the quota for whoever asks. */
  readonly adjustable: boolean;
  /** The place that uses the most of it. */
  readonly place: string;
}

type Counts = ReadonlyMap<string, number>;

interface Quota {
  readonly what: string;
  readonly quota: number;
  readonly adjustable: boolean;
  readonly count: (stacks: readonly SynthesizedStack[]) => Counts;
}

/** As AWS publishes them for an account that has asked for nothing (docs/scale.md names the pages). */
const quotas: readonly Quota[] = [
  { what: 'target groups of a balancer', quota: 100, adjustable: false, count: targetGroups },
  { what: 'rules of a balancer', quota: 100, adjustable: true, count: rules },
  {
    what: 'resources of a stack',
    quota: 500,
    adjustable: false,
    count: inStacks(({ resources }) => resources.length),
  },
  {
    what: 'outputs of a stack',
    quota: 200,
    adjustable: false,
    count: inStacks(({ template }) => Object.keys(template.Outputs ?? {}).length),
  },
  {
    what: 'bytes of a template',
    quota: 1_000_000,
    adjustable: false,
    count: inStacks(({ template }) => JSON.stringify(template).length),
  },
  { what: 'ways into a security group', quota: 60, adjustable: true, count: ways('Ingress') },
  { what: 'ways out of a security group', quota: 60, adjustable: true, count: ways('Egress') },
  { what: 'users of the cache', quota: 100, adjustable: true, count: inStages('AWS::ElastiCache::User') },
  { what: 'roles of an account', quota: 1000, adjustable: true, count: inStages('AWS::IAM::Role') },
  { what: 'alarms of a region', quota: 5000, adjustable: true, count: inStages('AWS::CloudWatch::Alarm') },
  {
    what: 'saved queries of a region',
    quota: 1000,
    adjustable: false,
    count: inStages('AWS::Logs::QueryDefinition'),
  },
  {
    what: 'filters of a log',
    quota: 2,
    adjustable: false,
    count: filtersOfLogs,
  },
  {
    what: 'policies of logs in a region',
    quota: 10,
    adjustable: false,
    count: inStages('AWS::Logs::ResourcePolicy'),
  },
  {
    what: 'deployment applications of a region',
    quota: 1000,
    adjustable: true,
    count: inStages('AWS::CodeDeploy::Application'),
  },
  {
    what: 'pipelines of a region',
    quota: 1000,
    adjustable: true,
    count: inStages('AWS::CodePipeline::Pipeline'),
  },
  {
    what: 'build projects of a region',
    quota: 5000,
    adjustable: true,
    count: inStages('AWS::CodeBuild::Project'),
  },
  { what: 'rules of an event bus', quota: 300, adjustable: true, count: inStages('AWS::Events::Rule') },
  {
    what: 'stacks of a region',
    quota: 2000,
    adjustable: true,
    count: (stacks) => sums(stacks.map(({ stage }) => [stage, 1])),
  },
];

/** Each quota where these stacks come nearest to it, the fullest first. A stage is taken to be an account of its own. */
export function headroomOf(stacks: readonly SynthesizedStack[]): readonly Headroom[] {
  return quotas
    .map(({ count, ...quota }) => {
      const [place, used] = [...count(stacks)].toSorted(([, left], [, right]) => right - left)[0] ?? [
        'nowhere',
        0,
      ];
      return { ...quota, used, place };
    })
    .toSorted((left, right) => right.used / right.quota - left.used / left.quota);
}

export function headroomLine({ what, used, quota, adjustable, place }: Headroom): string {
  const share = `${Math.round((100 * used) / quota)} %`.padStart(5);
  return `${share} of ${quota} ${what}${adjustable ? '' : ' (fixed)'}: ${used} in ${place}`;
}

function sums(pairs: readonly (readonly [string, number])[]): Counts {
  const all = new Map<string, number>();
  for (const [place, number] of pairs) all.set(place, (all.get(place) ?? 0) + number);
  return all;
}

function inStacks(number: (stack: SynthesizedStack) => number) {
  return (stacks: readonly SynthesizedStack[]): Counts =>
    new Map(stacks.map((stack) => [stack.name, number(stack)]));
}

function inStages(type: string) {
  return (stacks: readonly SynthesizedStack[]): Counts =>
    sums(stacks.map(({ stage, resources }) => [stage, resources.filter((one) => one.type === type).length]));
}

/** Each hands the lines of one log on. */
function filtersOfLogs(stacks: readonly SynthesizedStack[]): Counts {
  return sums(
    stacks.flatMap(({ name, resources }) =>
      resources
        .filter(({ type }) => type === 'AWS::Logs::SubscriptionFilter')
        .map(({ properties }) => [`${name}'s ${JSON.stringify(properties.LogGroupName)}`, 1] as const),
    ),
  );
}

/** Both colours of a service hang on the balancer its rules are on. */
function targetGroups(stacks: readonly SynthesizedStack[]): Counts {
  const groups = trafficRules(stacks).flatMap((rule) =>
    ['BlueTargetGroupArn', 'GreenTargetGroupArn'].map((colour) => ({
      balancer: balancerOf(rule),
      group: `${rule.stack} ${JSON.stringify(rule.properties[colour])}`,
    })),
  );
  const once = new Map(groups.map(({ balancer, group }) => [`${balancer} ${group}`, balancer]));
  return sums([...once.values()].map((balancer) => [balancer, 1]));
}

function rules(stacks: readonly SynthesizedStack[]): Counts {
  return sums(trafficRules(stacks).map((rule) => [balancerOf(rule), 1]));
}

function trafficRules(stacks: readonly SynthesizedStack[]): readonly SynthesizedResource[] {
  return stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === 'Custom::TrafficRule'));
}

function balancerOf({ stage, properties }: SynthesizedResource): string {
  return `${stage}'s ${JSON.stringify(properties.ListenerArn).includes('Public') ? 'public' : 'internal'} balancer`;
}

function ways(direction: 'Ingress' | 'Egress') {
  return (stacks: readonly SynthesizedStack[]): Counts =>
    sums(
      stacks.flatMap(({ name, stage, resources }) => [
        ...resources
          .filter(({ type }) => type === 'AWS::EC2::SecurityGroup')
          .map(
            ({ id, properties }) =>
              [`${name}'s ${id}`, properties[`SecurityGroup${direction}`]?.length ?? 0] as const,
          ),
        ...resources
          .filter(({ type }) => type === `AWS::EC2::SecurityGroup${direction}`)
          .map(({ properties }) => [`${groupOf(properties.GroupId, name, stage)}`, 1] as const),
      ]),
    );
}

/** In its own stack a group is named by its id there, elsewhere by the output of its stack. */
function groupOf(id: unknown, stack: string, stage: string): string {
  const text = JSON.stringify(id);
  const [, own] = /"Fn::GetAtt":\["(\w+)"/.exec(text) ?? [];
  if (own !== undefined) return `${stack}'s ${own}`;
  const [, owner, output] = /"StackName":"([\w-]+)".*GetAtt(\w+?)GroupId/.exec(text) ?? [];
  return `${owner ?? stage}'s ${output ?? text}`;
}
