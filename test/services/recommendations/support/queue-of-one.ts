import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A queue that hands out one message until it was deleted twice, as SQS may, and then nothing. */
export interface QueueOfOne {
  readonly url: string;
  /** How often the message was deleted. */
  readonly deleted: () => number;
  close(): Promise<void>;
}

export async function startQueueOfOne(message: string): Promise<QueueOfOne> {
  let handed = 0;
  let deleted = 0;
  const answerTo = (target: string): unknown => {
    if (target.endsWith('.DeleteMessageBatch')) {
      deleted += 1;
      return { Successful: [{ Id: '0' }], Failed: [] };
    }
    if (!target.endsWith('.ReceiveMessage') || deleted === 2) return {};
    handed += 1;
    return {
      Messages: [
        {
          MessageId: 'one',
          ReceiptHandle: `receipt-${handed}`,
          Body: message,
          MD5OfBody: createHash('md5').update(message).digest('hex'),
          Attributes: { ApproximateReceiveCount: String(handed), SentTimestamp: String(Date.now()) },
        },
      ],
    };
  };
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    const answer = answerTo(String(request.headers['x-amz-target']));
    // An empty queue waits; so short that a stopping consumer does not wait for it.
    setTimeout(() => response.end(JSON.stringify(answer)), deleted === 2 ? 50 : 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/000000000000/dev-recommendations`,
    deleted: () => deleted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
