import { oneOf, sentence, text, wholeNumber } from '../validation/checks.ts';
import { type Check, isRecord, problemsOf, type Shape } from '../validation/shape.ts';

/** One thing that may be broken on purpose. */
export type Experiment =
  /** Tasks of a service end at once. */
  | { readonly kind: 'stop-tasks'; readonly service: string; readonly percent: number }
  /** What the tasks of a service send takes longer. */
  | {
      readonly kind: 'delay-network';
      readonly service: string;
      readonly milliseconds: number;
      readonly minutes: number;
    }
  /** What the tasks of a service send gets lost, in part. */
  | {
      readonly kind: 'lose-packets';
      readonly service: string;
      readonly percent: number;
      readonly minutes: number;
    }
  /** Something else takes the processor from the tasks of a service. */
  | {
      readonly kind: 'exhaust-cpu';
      readonly service: string;
      readonly percent: number;
      readonly minutes: number;
    }
  /** The database's standby takes over. */
  | { readonly kind: 'fail-database-over' }
  /** The cache loses its nodes in a zone, and a replica takes over. */
  | { readonly kind: 'fail-cache-over'; readonly zone: string; readonly minutes: number }
  /** Nothing of the stage in a zone can reach anything or be reached. */
  | { readonly kind: 'lose-zone'; readonly zone: string; readonly minutes: number };

export type ExperimentKind = Experiment['kind'];

/** Those that take an agent in the tasks they are about. */
export type TaskFault = Extract<
  Experiment,
  { readonly kind: 'delay-network' | 'lose-packets' | 'exhaust-cpu' }
>;

export function isTaskFault(experiment: Experiment): experiment is TaskFault {
  return ['delay-network', 'lose-packets', 'exhaust-cpu'].includes(experiment.kind);
}

/** Those of a stage, none where it has none. */
export function experimentsOf(stage: {
  readonly resilience: { readonly experiments: readonly Experiment[] | { readonly none: string } };
}): readonly Experiment[] {
  const { experiments } = stage.resilience;
  return 'none' in experiments ? [] : experiments;
}

/** Whether tasks of a service carry the agent that puts faults into them. */
export function bearsFaults(stage: Parameters<typeof experimentsOf>[0], service: string): boolean {
  return experimentsOf(stage).some((each) => isTaskFault(each) && each.service === service);
}

/** `stop-tasks-catalog`: one name for the template, its tag and its log. */
export function nameOfExperiment(experiment: Experiment): string {
  if ('service' in experiment) return `${experiment.kind}-${experiment.service}`;
  return 'zone' in experiment ? `${experiment.kind}-${experiment.zone}` : experiment.kind;
}

const service = text({ pattern: /^[a-z][a-z0-9-]*$/, words: 'the name of a service', example: 'catalog' });
const zone = text({
  pattern: /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/,
  words: 'a zone of the stage',
  example: 'eu-central-1a',
});
const percent = wholeNumber({ from: 1, to: 100 });
const minutes = wholeNumber({ from: 1, to: 60 });

const shapes: Readonly<Record<ExperimentKind, Shape>> = {
  'stop-tasks': { service, percent },
  'delay-network': { service, milliseconds: wholeNumber({ from: 1, to: 60_000 }), minutes },
  'lose-packets': { service, percent, minutes },
  'exhaust-cpu': { service, percent, minutes },
  'fail-database-over': {},
  'fail-cache-over': { zone, minutes },
  'lose-zone': { zone, minutes },
};

const kinds = Object.keys(shapes);
const isKind = (kind: unknown): kind is ExperimentKind => kinds.some((each) => each === kind);

/** A list of experiments, or why there is none. */
export const experimentsCheck: Check = (value) => {
  if (isRecord(value) && 'none' in value && Object.keys(value).length === 1) {
    const complaint = sentence('nobody breaks the shop while it is open')(value.none);
    return complaint && { ...complaint, wrong: `has none, which ${complaint.wrong}` };
  }
  if (!Array.isArray(value) || value.length === 0) {
    return {
      wrong: 'is no list of experiments',
      allowed: `a list of ${kinds.join(', ')}, or { none: 'why' }`,
      fix: "write { none: 'why' } where nothing may be broken on purpose",
    };
  }
  for (const [index, each] of value.entries()) {
    const kind: unknown = isRecord(each) ? each.kind : undefined;
    const shape: Shape = { kind: oneOf(...kinds), ...(isKind(kind) ? shapes[kind] : {}) };
    // Of a kind that is unknown, nobody can tell the other fields.
    const [problem] = problemsOf(nowhere, shape, isKind(kind) ? each : { kind });
    if (problem === undefined) continue;
    const { field, value: found, wrong, allowed, fix } = problem;
    return { wrong: `[${index}].${field} ${JSON.stringify(found) ?? '(missing)'} ${wrong}`, allowed, fix };
  }
  const names = value.map(nameOfExperiment);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined
    ? undefined
    : { wrong: `has '${twice}' twice`, allowed: 'each once', fix: 'remove one of them' };
};

/** Whoever asked for the check says what it is about. */
const nowhere = { words: '', file: '' };
