import type { HandedOnAnswer, HandedOnApi, HandedOnRequest } from '../endpoint/handed-on-api.ts';
import { AwsError } from '../plane.ts';
import type { LongPolls } from './long-polls.ts';
import { MessageMoves } from './message-moves.ts';
import type { MessageRequest, MessageServer } from './message-server.ts';
import type { QueueUrls } from './queue-urls.ts';

export interface MessagesApiParts {
  readonly server: MessageServer;
  readonly polls: LongPolls;
  readonly urls: QueueUrls;
}

/**
 * SNS, SQS and S3 as the SDK and the CLI call them. Waiting for messages is done here: a poll that its asker left
 * would otherwise still take messages, and hide them from everybody else.
 */
export function messagesApi({ server, polls, urls }: MessagesApiParts): HandedOnApi {
  const { operations } = new MessageMoves({ server, polls, urls });
  const answer = async (request: HandedOnRequest): Promise<HandedOnAnswer> => {
    const operation = sqsOperationOf(request);
    if (operation === 'ReceiveMessage') return receive(request);
    const played = operation === undefined ? undefined : operations[operation];
    if (played !== undefined) return answerOf(played(membersOf(request.body) ?? {}));
    const found = await server.request(request);
    if (mayShowMessages(request, operation)) polls.wake();
    return operation !== undefined && urls.tells(operation)
      ? withBody(found, urls.rewrite(found.body.toString()))
      : found;
  };
  const receive = async (request: HandedOnRequest): Promise<HandedOnAnswer> => {
    const members = membersOf(request.body);
    const wait = members?.WaitTimeSeconds ?? 0;
    // What SQS would refuse is refused by who plays it.
    if (members === undefined || typeof wait !== 'number' || wait <= 0 || wait > 20) {
      return await server.request(request);
    }
    const body = JSON.stringify({ ...members, WaitTimeSeconds: 0 });
    const asked: MessageRequest = { ...request, headers: withoutLength(request.headers), body };
    const found = await polls.until(() => server.request(asked), {
      enough: (one) => one.status !== 200 || messagesIn(one).length > 0,
      waitMs: wait * 1000,
      gone: request.gone,
    });
    if (request.gone.aborted) await handBack(members.QueueUrl, messagesIn(found));
    return found;
  };
  const handBack = async (QueueUrl: unknown, messages: readonly ReceivedMessage[]): Promise<void> => {
    if (messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await server.sqs('ChangeMessageVisibilityBatch', { QueueUrl, Entries });
    polls.wake();
  };
  return { signingNames: ['sns', 'sqs', 's3'], answer };
}

interface ReceivedMessage {
  readonly ReceiptHandle: string;
}

/** As SQS writes it. */
async function answerOf(result: Promise<object>): Promise<HandedOnAnswer> {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  try {
    return { status: 200, headers, body: JSON.stringify(await result) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, message, status } = error;
    return {
      status,
      headers: { ...headers, 'x-amzn-query-error': `${code};Sender` },
      body: JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }),
    };
  }
}

function sqsOperationOf({ headers }: HandedOnRequest): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' && target.startsWith('AmazonSQS.')
    ? target.slice('AmazonSQS.'.length)
    : undefined;
}

function mayShowMessages({ signingName, body }: HandedOnRequest, operation: string | undefined): boolean {
  if (signingName === 'sns') return body.includes('Action=Publish');
  return (
    operation !== undefined && /^(?:SendMessage|ChangeMessageVisibility|SetQueueAttributes)/.test(operation)
  );
}

function messagesIn({ body }: HandedOnAnswer): readonly ReceivedMessage[] {
  const text = body.toString();
  return text === '{}' ? [] : (JSON.parse(text).Messages ?? []);
}

function membersOf(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const members: unknown = JSON.parse(body.toString());
    return typeof members === 'object' && members !== null ? (members as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function withoutLength({ 'content-length': _length, ...headers }: HandedOnRequest['headers']) {
  return headers;
}

function withBody({ status, headers }: HandedOnAnswer, body: string): HandedOnAnswer {
  return { status, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body };
}
