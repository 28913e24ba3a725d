import { randomBytes } from 'node:crypto';
import { AwsError, type Properties } from '../plane.ts';
import { type CallApi, playedActions } from './played-actions.ts';

export interface ExperimentParts {
  /** Calls an operation of one of the APIs that are played: `ecs`, `StopTask`. */
  readonly call: CallApi;
  readonly alarms: { inAlarm(names: readonly string[]): readonly string[] };
  readonly say: (sentence: string) => void;
}

export interface Template {
  readonly id: string;
  readonly properties: Properties;
}

export interface ExperimentAction {
  readonly actionId: string;
  status: 'pending' | 'running' | 'completed' | 'failed';
  reason: string;
}

export interface Experiment {
  readonly id: string;
  readonly template: Template;
  readonly began: Date;
  readonly actions: ReadonlyMap<string, ExperimentAction>;
  status: 'initiating' | 'running' | 'completed' | 'stopping' | 'stopped' | 'failed';
  reason: string;
  ended: Date | undefined;
}

/** The templates there are, and the experiments that somebody started. */
export class ExperimentBook {
  readonly #parts: ExperimentParts;
  readonly #templates = new Map<string, Template>();
  readonly #experiments = new Map<string, Experiment>();

  constructor(parts: ExperimentParts) {
    this.#parts = parts;
  }

  get templates(): readonly Template[] {
    return [...this.#templates.values()];
  }

  add(properties: Properties): Template {
    const template = { id: `EXT${randomBytes(8).toString('hex')}`, properties };
    this.#templates.set(template.id, template);
    return template;
  }

  change(id: string, properties: Properties): void {
    this.#templates.set(id, { id, properties });
  }

  remove(id: string): void {
    this.#templates.delete(id);
  }

  template(id: string): Template {
    return found(this.#templates.get(id), `Experiment template ${id}`);
  }

  experiment(id: string): Experiment {
    return found(this.#experiments.get(id), `Experiment ${id}`);
  }

  start(templateId: string): Experiment {
    const template = this.template(templateId);
    const experiment: Experiment = {
      id: `EXP${randomBytes(8).toString('hex')}`,
      template,
      began: new Date(),
      actions: new Map(
        Object.entries(recordOf(template.properties.Actions)).map(([name, action]) => [
          name,
          { actionId: String(recordOf(action).ActionId), status: 'pending', reason: '' },
        ]),
      ),
      status: 'initiating',
      reason: 'Experiment is initiating.',
      ended: undefined,
    };
    this.#experiments.set(experiment.id, experiment);
    this.#parts.say(`FIS: ${template.properties.Description ?? template.id}`);
    void this.#run(experiment);
    return experiment;
  }

  /** What was done once comes back by itself; only what has not begun does not begin any more. */
  stop(id: string): Experiment {
    const experiment = this.experiment(id);
    if (experiment.ended !== undefined)
      throw new AwsError('ValidationException', `Experiment ${id} is not running.`);
    end(experiment, 'stopped', 'Experiment halted by user.');
    return experiment;
  }

  async #run(experiment: Experiment): Promise<void> {
    const on = this.#parts.alarms.inAlarm(alarmsOf(experiment.template));
    if (on.length > 0) return end(experiment, 'failed', `Stop condition is in alarm: ${on.join(', ')}.`);
    experiment.status = 'running';
    experiment.reason = 'Experiment is running.';
    const { Actions, Targets } = experiment.template.properties;
    for (const [name, action] of experiment.actions) {
      if (experiment.ended !== undefined) return;
      const declared = recordOf(recordOf(Actions)[name]);
      const [target = ''] = Object.values(recordOf(declared.Targets)).map(String);
      action.status = 'running';
      try {
        const play = playedActions[action.actionId];
        if (play === undefined) throw new Error(`${action.actionId} is not played here`);
        action.reason = await play(recordOf(recordOf(Targets)[target]), this.#parts.call);
        action.status = 'completed';
      } catch (error) {
        action.status = 'failed';
        action.reason = error instanceof Error ? error.message : String(error);
        return end(experiment, 'failed', `Action ${name} failed: ${action.reason}`);
      }
    }
    if (experiment.ended === undefined) end(experiment, 'completed', 'Experiment completed.');
  }
}

function end(experiment: Experiment, status: Experiment['status'], reason: string): void {
  experiment.status = status;
  experiment.reason = reason;
  experiment.ended = new Date();
}

/** By name, from ARNs of alarms. */
function alarmsOf({ properties }: Template): readonly string[] {
  const conditions = Array.isArray(properties.StopConditions) ? properties.StopConditions : [];
  return conditions.flatMap((condition: unknown) => {
    const { Value } = recordOf(condition);
    return typeof Value === 'string' ? [Value.slice(Value.indexOf(':alarm:') + ':alarm:'.length)] : [];
  });
}

function recordOf(value: unknown): Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new AwsError('ResourceNotFoundException', `${what} does not exist.`, 404);
  return value;
}
