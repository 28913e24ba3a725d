import { describe, expect, it } from '@jest/globals';
import { redrive } from '../../../pipeline/operations/redrive.ts';

type Task = Readonly<Record<string, unknown>>;

const named = (name: string, message = name) => Object.assign(new Error(message), { name });
const refused = () =>
  named('InvalidParameterValue', 'There is already a task running. Only one active task is allowed.');

interface Played {
  /** What waits in the dead letters. */
  readonly waiting?: number;
  /** What SQS shows at each look, the last of it for ever. */
  readonly shows: readonly (Task | undefined)[];
  readonly start?: () => object;
  readonly queues?: () => object;
}

/** Two queues and the tasks between them, and a clock that moves by a second at each pause. */
function played({ waiting = 2, shows, start = () => ({}), queues }: Played) {
  const log: string[] = [];
  let looks = 0;
  let seconds = 0;
  const answers: Readonly<Record<string, () => object>> = {
    GetQueueUrlCommand: queues ?? (() => ({ QueueUrl: 'http://sqs/dead' })),
    GetQueueAttributesCommand: () => ({
      Attributes: { QueueArn: 'arn:dead', ApproximateNumberOfMessages: String(waiting) },
    }),
    StartMessageMoveTaskCommand: () => {
      log.push('start');
      return start();
    },
    ListMessageMoveTasksCommand: () => {
      const task = shows[Math.min(looks++, shows.length - 1)];
      return { Results: task === undefined ? [] : [task] };
    },
  };
  const sqs = {
    send: async (command: { readonly constructor: { readonly name: string } }) =>
      answers[command.constructor.name]?.(),
  };
  const pace = {
    now: () => seconds * 1000,
    say: (sentence: string) => void log.push(sentence),
    pause: async () => {
      seconds += 1;
    },
  };
  const order = {
    queue: 'dev-recommendations',
    dead: 'dev-recommendations-dead',
    began: () => void log.push('began'),
  };
  return { log, run: () => redrive({ sqs: sqs as never, pace }, order) };
}

const earlier = { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 70, StartedTimestamp: 1 };
const task = (Status: string, ApproximateNumberOfMessagesMoved: number): Task => ({
  Status,
  ApproximateNumberOfMessagesMoved,
  StartedTimestamp: 2,
});

describe('dead letters', () => {
  it('are moved by SQS, which is followed to its end', async () => {
    const { log, run } = played({ shows: [undefined, task('RUNNING', 1), task('COMPLETED', 2)] });
    expect(await run()).toMatchObject({ moved: 2 });
    expect(log).toEqual(['2 messages wait in dev-recommendations-dead.', 'began', 'start', '  1 moved']);
  });

  it('that move already are followed, and no second task is begun', async () => {
    const { log, run } = played({ waiting: 0, shows: [task('RUNNING', 5), task('COMPLETED', 9)] });
    expect(await run()).toMatchObject({ moved: 9 });
    expect(log[0]).toBe('SQS moves what is in dev-recommendations-dead already, and this follows it.');
    expect(log).not.toContain('start');
  });

  it('that somebody else begins to move at the same moment are followed', async () => {
    const start = () => {
      throw refused();
    };
    const shows = [earlier, task('RUNNING', 0), task('COMPLETED', 2)];
    expect(await played({ start, shows }).run()).toMatchObject({ moved: 2 });
  });

  it('are not said to be moved where SQS refuses for another reason', async () => {
    const start = () => {
      throw named('AccessDenied', 'kms:Decrypt is missing');
    };
    await expect(played({ start, shows: [earlier] }).run()).rejects.toThrow('kms:Decrypt is missing');
    await expect(played({ start, shows: [undefined] }).run()).rejects.toThrow('kms:Decrypt is missing');
  });

  it('wait for a task that SQS does not show yet, and do not take an earlier one for it', async () => {
    const shows = [earlier, earlier, undefined, earlier, task('RUNNING', 0), task('COMPLETED', 2)];
    expect(await played({ shows }).run()).toMatchObject({ moved: 2 });
  });

  it('are given up after a minute in which SQS shows no task', async () => {
    await expect(played({ shows: [undefined] }).run()).rejects.toThrow(
      'SQS took the order and shows no task of it after 60 seconds. Messages may move all the same.',
    );
  });

  it('are moved after an earlier move is cancelled, and no sooner', async () => {
    const cancelling = { ...earlier, Status: 'CANCELLING' };
    const shows = [cancelling, cancelling, { ...earlier, Status: 'CANCELLED' }, task('COMPLETED', 2)];
    const { log, run } = played({ shows });
    expect(await run()).toMatchObject({ moved: 2 });
    expect(log).toEqual([
      'Somebody cancels a move of these messages; waiting until that has ended …',
      '2 messages wait in dev-recommendations-dead.',
      'began',
      'start',
    ]);
  });

  it('are counted to the end where somebody cancels this move', async () => {
    const shows = [undefined, task('CANCELLING', 1), task('CANCELLED', 2)];
    const { log, run } = played({ shows });
    expect(await run()).toMatchObject({ moved: 2 });
    expect(log).toContain('Somebody cancelled the move.');
  });

  it('that SQS cannot move are told with its reason', async () => {
    const failed = { ...task('FAILED', 0), FailureReason: 'CouldNotDetermineMessageSource' };
    await expect(played({ shows: [undefined, failed] }).run()).rejects.toThrow(
      'gave up: CouldNotDetermineMessageSource',
    );
  });

  it('are none where there is nothing, or no queue', async () => {
    const { log, run } = played({ waiting: 0, shows: [earlier] });
    expect(await run()).toEqual({ moved: 0, left: 0 });
    expect(log).toEqual([]);
    const queues = () => {
      throw named('QueueDoesNotExist');
    };
    expect(await played({ shows: [], queues }).run()).toBeUndefined();
  });
});
