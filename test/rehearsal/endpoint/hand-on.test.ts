import { afterEach, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import type { HandedOnApi, HandedOnRequest } from '../../../rehearsal/endpoint/handed-on-api.ts';

let endpoint: Endpoint | undefined;
afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=x/20261120/eu-central-1/${service}/aws4_request, Signature=y`,
});

async function serve(answer: HandedOnApi['answer']): Promise<string> {
  const handedOn = [{ signingNames: ['sns', 's3'], answer }];
  endpoint = await startEndpoint({ apis: [], handedOn, host: '127.0.0.1', port: 0 });
  return endpoint.url;
}

describe('a request for a service that another program plays', () => {
  it('is handed on as it came, and answered as that program answers', async () => {
    const asked: HandedOnRequest[] = [];
    const url = await serve(async (request) => {
      asked.push(request);
      return { status: 418, headers: { 'x-own': 'yes' }, body: Buffer.from([0, 255]) };
    });
    const body = Buffer.from([1, 254, 0]);
    const answer = await fetch(`${url}/bucket/key?x=1`, { method: 'PUT', headers: signedFor('s3'), body });
    expect(asked).toMatchObject([{ signingName: 's3', method: 'PUT', url: '/bucket/key?x=1', body }]);
    expect([answer.status, answer.headers.get('x-own')]).toEqual([418, 'yes']);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from([0, 255]));
  });

  it('is known by its signature alone', async () => {
    const url = await serve(async () => ({ status: 200, headers: {}, body: 'handed on' }));
    const textOf = async (headers: Record<string, string>) =>
      (await fetch(url, { method: 'POST', headers })).text();
    expect(await textOf(signedFor('sns'))).toBe('handed on');
    expect(await textOf(signedFor('ecs'))).toContain('UnknownOperationException');
    expect(await textOf({})).toContain('UnknownOperationException');
  });

  it('is for one of those that are named as played when another is asked for', async () => {
    const url = await serve(async () => ({ status: 200, headers: {}, body: '' }));
    const headers = { ...signedFor('dynamodb'), 'x-amz-target': 'DynamoDB_20120810.ListTables' };
    const json = await fetch(url, { method: 'POST', headers, body: '{}' });
    expect(await json.json()).toMatchObject({
      message: "The API of 'dynamodb' is not played here; played: s3, sns, sts",
    });
    const form = { ...signedFor('iam'), 'content-type': 'application/x-www-form-urlencoded' };
    const query = await fetch(url, { method: 'POST', headers: form, body: 'Action=ListUsers&Version=1' });
    expect(await query.text()).toContain('played: s3, sns, sts');
    const neither = await fetch(url, { headers: signedFor('lambda') });
    expect(await neither.text()).toContain('plays the APIs of s3, sns, sts');
  });

  it('tells when nobody waits for its answer any more', async () => {
    const { promise: gone, resolve: tellGone } = Promise.withResolvers<string>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const url = await serve(async (request) => {
      begin();
      await new Promise<void>((resolve) => request.gone.addEventListener('abort', () => resolve()));
      tellGone('gone');
      return { status: 200, headers: {}, body: '' };
    });
    const leaving = new AbortController();
    const asking = fetch(url, { method: 'POST', headers: signedFor('sns'), signal: leaving.signal });
    await begun;
    leaving.abort();
    await expect(asking).rejects.toThrow('abort');
    expect(await gone).toBe('gone');
  });

  it('is an error, in words, where that program fails or the request is too long', async () => {
    const url = await serve(async () => {
      throw new Error('it has ended');
    });
    const post = (body: string) => fetch(url, { method: 'POST', headers: signedFor('sns'), body });
    expect(await (await post('Action=Publish')).text()).toContain('it has ended');
    const tooLong = await post('x'.repeat(12 * 2 ** 20)).then(
      (answer) => answer.text(),
      () => 'the connection was cut',
    );
    expect(tooLong).toMatch(/longer than the \d+ bytes|the connection was cut/);
  });
});
