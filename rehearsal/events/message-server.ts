import { Worker } from 'node:worker_threads';
import type { HandedOnAnswer } from '../endpoint/handed-on-api.ts';
import { AwsError } from '../plane.ts';

/** fauxqs, which plays SNS, SQS and S3 in memory, in a thread of its own that is started when first needed. */
export interface MessageServer {
  /** Answers a request as it would come over HTTP. */
  request(request: MessageRequest): Promise<HandedOnAnswer>;
  /** Calls an operation of SQS. Rejects with its AwsError. */
  sqs(operation: string, input: object): Promise<Readonly<Record<string, unknown>>>;
  /** Calls an operation of SNS, whose answer is XML. Rejects with its AwsError. */
  sns(action: string, input: Readonly<Record<string, string>>): Promise<string>;
  /** How full each queue is; none where nothing has been asked for yet. */
  queues(): Promise<readonly QueueReading[]>;
  close(): Promise<void>;
}

export interface QueueReading {
  readonly name: string;
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
  /** How long the oldest message has been in it, whether somebody works on it or not. */
  readonly oldestSeconds: number | undefined;
}

export interface MessageRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string | Uint8Array;
}

export type AskedOfWorker =
  | { readonly number: number; readonly request: MessageRequest }
  | { readonly number: number; readonly asks: 'queues' };

export type ToldByWorker =
  | { readonly number: number; readonly answer: Omit<HandedOnAnswer, 'body'> & { readonly body: Uint8Array } }
  | { readonly number: number; readonly queues: readonly QueueReading[] }
  | { readonly number: number; readonly failure: string };

export function createMessageServer(region: string): MessageServer {
  const waiting = new Map<number, (told: ToldByWorker) => void>();
  let asked = 0;
  let worker: Worker | undefined;

  const start = (): Worker => {
    const started = new Worker(new URL('./message-worker.ts', import.meta.url), { workerData: { region } });
    started.on('message', (told: ToldByWorker) => {
      const tell = waiting.get(told.number);
      waiting.delete(told.number);
      tell?.(told);
    });
    const end = ({ message }: Error): void => {
      for (const [number, tell] of waiting) tell({ number, failure: message });
      waiting.clear();
      worker = undefined;
    };
    started.once('error', end);
    started.once('exit', () => end(new Error('what plays SNS and SQS has ended')));
    return started;
  };
  const ask = async (of: (number: number) => AskedOfWorker): Promise<ToldByWorker> => {
    worker ??= start();
    const answer = Promise.withResolvers<ToldByWorker>();
    const number = ++asked;
    waiting.set(number, answer.resolve);
    worker.postMessage(of(number));
    const told = await answer.promise;
    if ('failure' in told) throw new Error(told.failure);
    return told;
  };
  const request: MessageServer['request'] = async ({ method, url, headers, body }) => {
    const told = await ask((number) => ({ number, request: { method, url, headers, body } }));
    if (!('answer' in told)) throw new Error(`no answer to ${method} ${url}`);
    return { ...told.answer, body: Buffer.from(told.answer.body) };
  };
  const call = async (headers: Readonly<Record<string, string>>, body: string): Promise<string> => {
    const answer = await request({
      method: 'POST',
      url: '/',
      headers: { host: 'localhost', ...headers },
      body,
    });
    const text = answer.body.toString();
    if (answer.status < 300) return text;
    const [, code = 'InternalFailure'] = /(?:<Code>|"__type":"(?:[\w.]+#)?)([\w.]+)/.exec(text) ?? [];
    throw new AwsError(code, text, answer.status);
  };
  return {
    request,
    async sqs(operation, input) {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
      };
      return JSON.parse(await call(headers, JSON.stringify(input)));
    },
    sns: (action, input) =>
      call(
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams({ Action: action, ...input }).toString(),
      ),
    async queues() {
      if (worker === undefined) return [];
      const told = await ask((number) => ({ number, asks: 'queues' }));
      return 'queues' in told ? told.queues : [];
    },
    async close() {
      await worker?.terminate();
    },
  };
}
