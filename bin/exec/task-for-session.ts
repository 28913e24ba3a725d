import type { Task } from '@aws-sdk/client-ecs';
import { sessionTasks } from '../../pipeline/operations/session-task.ts';
import { Refusal } from '../command.ts';

export interface SessionWish {
  readonly service: string;
  readonly stage: string;
  /** What to type after a command to be in the same place: ` --stage dev`. */
  readonly here: string;
  /** How the id begins that somebody typed. @default - any task */
  readonly typed?: string | undefined;
}

/** @throws where none of the tasks takes a session, with the reason of each */
export function taskForSession(tasks: readonly Task[], { service, stage, here, typed }: SessionWish): string {
  const all = sessionTasks(tasks, service);
  if (all.length === 0) {
    throw new Refusal(`${service} runs no task in ${stage}: npx shoal doctor ${service}${here} says why.`);
  }
  const wanted = all.filter(({ id }) => id.startsWith(typed ?? ''));
  const [best] = wanted;
  if (best === undefined) {
    throw new Refusal(
      `No task of ${service} in ${stage} begins with '${typed}'. Running: ${all.map(({ id }) => id).join(', ')}.`,
    );
  }
  if (best.closed === undefined) return best.id;
  const [which, others] =
    typed === undefined ? ['No task', ''] : [`No task that begins with '${typed}'`, 'leave --task out, or '];
  throw new Refusal(
    `${which} of ${service} in ${stage} takes a session now (${wanted.map(({ id, closed }) => `${id}: ${closed}`).join('; ')}). One that starts does within a minute: ${others}try again then. Where none ever does, npx shoal restart ${service}${here} starts new ones.`,
  );
}
