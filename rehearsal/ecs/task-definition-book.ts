import { AwsError } from '../plane.ts';
import { readTaskDefinition } from './read-task-definition.ts';
import type { TaskDefinition } from './task-definition.ts';

export interface TaskDefinitionBookProps {
  /** `arn:aws:ecs:<region>:<account>` */
  readonly arnPrefix: string;
  readonly now: () => number;
}

/** Every family with its revisions. */
export class TaskDefinitionBook {
  readonly #props: TaskDefinitionBookProps;
  readonly #families = new Map<string, TaskDefinition[]>();

  constructor(props: TaskDefinitionBookProps) {
    this.#props = props;
  }

  /** Takes properties in CloudFormation's spelling and gives the family its next revision. */
  register(family: string, properties: Readonly<Record<string, unknown>>): TaskDefinition {
    if (!/^[\w-]{1,255}$/.test(family)) {
      throw new AwsError(
        'ClientException',
        `Task definition family '${family}' may hold letters, digits, hyphens and underscores, 255 at most.`,
      );
    }
    const revisions = this.#families.get(family) ?? [];
    const revision = (revisions.at(-1)?.revision ?? 0) + 1;
    const definition: TaskDefinition = {
      ...readTaskDefinition(properties, family),
      family,
      revision,
      arn: `${this.#props.arnPrefix}:task-definition/${family}:${revision}`,
      registered: properties,
      registeredAt: this.#props.now(),
      status: 'ACTIVE',
    };
    this.#families.set(family, [...revisions, definition]);
    return definition;
  }

  /** A deregistered revision may still be described and keeps running, but starts no new service. */
  deregister(arn: string): void {
    const definition = this.find(arn);
    if (!definition) return;
    const revisions = this.#families.get(definition.family) ?? [];
    this.#families.set(
      definition.family,
      // The newest number is never given twice, so the last revision stays; of older ones a few suffice.
      revisions
        .map((each) => (each.arn === definition.arn ? { ...each, status: 'INACTIVE' as const } : each))
        .slice(-50),
    );
  }

  /** By ARN, by `family:revision`, or by family, which means its newest active revision. */
  find(name: string): TaskDefinition | undefined {
    const [family = '', revision] = name.slice(name.lastIndexOf('/') + 1).split(':');
    const revisions = this.#families.get(family) ?? [];
    return revision === undefined
      ? revisions.findLast(({ status }) => status === 'ACTIVE')
      : revisions.find((definition) => definition.revision === Number(revision));
  }

  get(name: string): TaskDefinition {
    const found = this.find(name);
    if (found) return found;
    const known = [...this.#families.keys()].join(', ') || 'none';
    throw new AwsError(
      'ClientException',
      `Unable to describe task definition '${name}'. Families here: ${known}.`,
    );
  }

  all(): readonly TaskDefinition[] {
    return [...this.#families.values()].flat();
  }
}
