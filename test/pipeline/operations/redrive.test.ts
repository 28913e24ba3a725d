import { describe, expect, it } from '@jest/globals';
import { redrive } from '../../../pipeline/operations/redrive.ts';

type Input = Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<string, (input: Input) => object>>;

const named = (name: string) => Object.assign(new Error(name), { name });

/** Two queues, and what else SQS answers. */
function sqsWith(messages: readonly string[], more: Answers = {}) {
  const left = [...messages];
  const log: string[] = [];
  const answers: Answers = {
    GetQueueUrlCommand: ({ QueueName }) => ({ QueueUrl: `http://sqs/${QueueName}` }),
    GetQueueAttributesCommand: () => ({
      Attributes: { QueueArn: 'arn:dead', ApproximateNumberOfMessages: String(left.length) },
    }),
    StartMessageMoveTaskCommand: () => {
      throw named('InvalidAction');
    },
    ReceiveMessageCommand: () => ({
      Messages: left.slice(0, 1).map((Body) => ({ Body, ReceiptHandle: Body })),
    }),
    DeleteMessageCommand: ({ ReceiptHandle }) => {
      left.splice(left.indexOf(String(ReceiptHandle)), 1);
      return {};
    },
    ...more,
  };
  const sqs = {
    send: async (command: { readonly constructor: { readonly name: string }; readonly input: Input }) => {
      const { name } = command.constructor;
      log.push(`${name} ${command.input.MessageBody ?? command.input.ReceiptHandle ?? ''}`.trim());
      return answers[name]?.(command.input) ?? {};
    },
  };
  const pace = {
    now: () => 0,
    say: (sentence: string) => void log.push(sentence),
    pause: async () => undefined,
  };
  return { parts: { sqs: sqs as never, pace }, log, left };
}

const order = { queue: 'dev-recommendations', dead: 'dev-recommendations-dead', began: () => undefined };

describe('dead letters', () => {
  it('are moved by SQS itself where it can', async () => {
    const results = [
      { Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 1 },
      { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 },
    ];
    const { parts, log } = sqsWith(['a', 'b'], {
      StartMessageMoveTaskCommand: () => ({}),
      ListMessageMoveTasksCommand: () => ({ Results: [results.shift() ?? {}] }),
    });
    expect(await redrive(parts, order)).toMatchObject({ moved: 2 });
    expect(log).toContain('  1 moved');
    expect(log.filter((line) => line.startsWith('SendMessage'))).toEqual([]);
  });

  it('are moved by hand where it cannot, each sent before it is deleted', async () => {
    const { parts, log, left } = sqsWith(['a', 'b']);
    expect(await redrive(parts, order)).toEqual({ moved: 2, left: 0 });
    expect(left).toEqual([]);
    expect(log.filter((line) => /^(Send|Delete)Message/.test(line))).toEqual([
      'SendMessageCommand a',
      'DeleteMessageCommand a',
      'SendMessageCommand b',
      'DeleteMessageCommand b',
    ]);
  });

  it('that SQS cannot move are told with its reason', async () => {
    const { parts } = sqsWith(['a'], {
      StartMessageMoveTaskCommand: () => ({}),
      ListMessageMoveTasksCommand: () => ({
        Results: [{ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' }],
      }),
    });
    await expect(redrive(parts, order)).rejects.toThrow('gave up: CouldNotDetermineMessageSource');
  });

  it('are none where there is nothing, or no queue', async () => {
    expect(await redrive(sqsWith([]).parts, order)).toEqual({ moved: 0, left: 0 });
    const { parts } = sqsWith([], {
      GetQueueUrlCommand: () => {
        throw named('QueueDoesNotExist');
      },
    });
    expect(await redrive(parts, order)).toBeUndefined();
  });
});
