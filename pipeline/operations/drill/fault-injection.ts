import { randomUUID } from 'node:crypto';
import type { FisCaller } from './fis-caller.ts';

/** An experiment that somebody may start. */
export interface ExperimentTemplate {
  readonly id: string;
  /** `staging-stop-tasks-catalog`: its tag `Name`. */
  readonly name: string;
  readonly description: string;
}

/** One that was started. */
export interface RunningExperiment {
  readonly id: string;
  /** `running`, `completed`, `stopped`, `failed`, in the words of FIS. */
  readonly status: string;
  readonly reason: string;
  readonly actions: readonly { readonly name: string; readonly status: string; readonly reason: string }[];
}

/** The part of FIS that drills need. */
export interface FaultInjection {
  templates(): Promise<readonly ExperimentTemplate[]>;
  /** The names of the alarms that stop it. */
  stopsOn(templateId: string): Promise<readonly string[]>;
  start(templateId: string, tags: Readonly<Record<string, string>>): Promise<RunningExperiment>;
  look(id: string): Promise<RunningExperiment>;
  /** @returns whether it was still going on */
  stop(id: string): Promise<boolean>;
}

interface State {
  readonly status?: string;
  readonly reason?: string;
}

interface Described {
  readonly id: string;
  readonly state?: State;
  readonly actions?: Readonly<Record<string, { readonly state?: State }>>;
}

interface Listed {
  readonly experimentTemplates: readonly {
    readonly id: string;
    readonly description?: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
  readonly nextToken?: string;
}

interface Template {
  readonly experimentTemplate: {
    readonly stopConditions?: readonly { readonly source: string; readonly value?: string }[];
  };
}

export function createFaultInjection(call: FisCaller): FaultInjection {
  return {
    async templates() {
      const found: ExperimentTemplate[] = [];
      let nextToken: string | undefined;
      do {
        const page = await call<Listed>({
          method: 'GET',
          path: '/experimentTemplates',
          query: { maxResults: '100', ...(nextToken && { nextToken }) },
        });
        for (const { id, description = '', tags = {} } of page.experimentTemplates) {
          found.push({ id, description, name: tags.Name ?? id });
        }
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return found;
    },
    async stopsOn(templateId) {
      const { experimentTemplate } = await call<Template>({
        method: 'GET',
        path: `/experimentTemplates/${templateId}`,
      });
      return (experimentTemplate.stopConditions ?? []).flatMap(({ value }) =>
        value === undefined ? [] : [value.slice(value.indexOf(':alarm:') + ':alarm:'.length)],
      );
    },
    async start(experimentTemplateId, tags) {
      const body = { clientToken: randomUUID(), experimentTemplateId, tags };
      const { experiment } = await call<{ readonly experiment: Described }>({
        method: 'POST',
        path: '/experiments',
        body,
      });
      return read(experiment);
    },
    async look(id) {
      const { experiment } = await call<{ readonly experiment: Described }>({
        method: 'GET',
        path: `/experiments/${id}`,
      });
      return read(experiment);
    },
    async stop(id) {
      try {
        await call({ method: 'DELETE', path: `/experiments/${id}` });
        return true;
      } catch (error) {
        // It has ended by itself in the meantime.
        if (!(error instanceof Error && error.name === 'ValidationException')) throw error;
        return false;
      }
    },
  };
}

function read({ id, state, actions = {} }: Described): RunningExperiment {
  return {
    id,
    status: state?.status ?? 'pending',
    reason: state?.reason ?? '',
    actions: Object.entries(actions).map(([name, action]) => ({
      name,
      status: action.state?.status ?? 'pending',
      reason: action.state?.reason ?? '',
    })),
  };
}

const ended: ReadonlySet<string> = new Set(['completed', 'stopped', 'failed', 'cancelled']);

export function hasEnded({ status }: RunningExperiment): boolean {
  return ended.has(status);
}
