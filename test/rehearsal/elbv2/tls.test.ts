import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as ask } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { createAcmPlane } from '../../../rehearsal/acm/acm-plane.ts';
import { createCertificates } from '../../../rehearsal/certificates/certificates.ts';
import { healthyBefore, openPlayground, type Playground } from './playground.ts';

let stateFolder: string;
let playground: Playground;
let ca: Buffer;
const sockets = new WebSocketServer({ noServer: true });

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'shoal-tls-'));
  const certificates = await createCertificates({ stateFolder });
  const acm = createAcmPlane({ region: 'eu-west-1', certificates });
  const issue = async (DomainName: string, SubjectAlternativeNames: string[] = []) => {
    const call = { stackName: 's', stackId: 's', logicalId: 'C', type: 'c', progress: () => undefined };
    const played = await acm.types[0]?.create({
      ...call,
      properties: { DomainName, SubjectAlternativeNames },
    });
    return { CertificateArn: played?.physicalId };
  };
  const Certificates = [await issue('shop.example', ['*.shop.example']), await issue('other.example')];
  playground = await openPlayground({ filesOf: (arn) => acm.certificates.filesOf(arn) });
  const blue = await playground.targetGroup('blue');
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: blue }];
  await playground.listen({ Port: 9443, Protocol: 'HTTPS', Certificates, DefaultActions });
  const { server } = await playground.serve(
    blue,
    healthyBefore((request, response) => {
      const { headers, method, url } = request;
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => response.end(JSON.stringify({ method, url, body, headers })));
    }),
  );
  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (client) => client.send('hello')),
  );
  ca = await readFile(certificates.authorityFile);
});

afterAll(async () => {
  for (const client of sockets.clients) client.terminate();
  await playground.close();
  await rm(stateFolder, { recursive: true });
});

describe('an HTTPS listener', () => {
  it('says to the target that the client spoke HTTPS', async () => {
    const request = ask({
      host: playground.host,
      port: 9443,
      servername: 'shop.example',
      ca,
      path: '/a',
    }).end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    let body = '';
    for await (const chunk of answer) body += chunk;
    expect(JSON.parse(body)).toMatchObject({
      url: '/a',
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-port': '9443' },
    });
  });

  it.each([
    ['shop.example', 'shop.example'],
    ['catalog.shop.example', 'shop.example'],
    ['other.example', 'other.example'],
    ['unknown.example', 'shop.example'],
  ])('shows a client that asks for %s the certificate of %s', async (servername, subject) => {
    const socket: TLSSocket = connect({
      host: playground.host,
      port: 9443,
      servername,
      ca,
      checkServerIdentity: () => undefined,
    });
    await once(socket, 'secureConnect');
    expect(socket.getPeerCertificate().subject.CN).toBe(subject);
    expect(socket.authorized).toBe(true);
    socket.destroy();
  });

  it('speaks HTTP/2 to clients and HTTP/1.1 to targets', async () => {
    const session = connectHttp2(`https://${playground.host}:9443`, { ca, servername: 'shop.example' });
    const stream = session.request({ ':method': 'POST', ':path': '/b?c', cookie: 'x=1', te: 'trailers' });
    stream.end('over two');
    const [head] = await once(stream, 'response');
    let body = '';
    for await (const chunk of stream) body += chunk;
    expect(head[':status']).toBe(200);
    expect(head['set-cookie']).toEqual(['a=1', 'b=2']);
    const seen = JSON.parse(body);
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/b?c',
      body: 'over two',
      headers: { host: 'shop.example:9443', cookie: 'x=1' },
    });
    expect(seen.headers).not.toHaveProperty('te');
    const missing = session.request({ ':method': 'HEAD', ':path': '/c' }).end();
    expect((await once(missing, 'response'))[0][':status']).toBe(200);
    session.close();
  });

  it('carries WebSockets', async () => {
    const options = { ca, servername: 'shop.example' };
    const socket = new WebSocket(`wss://${playground.host}:9443/live`, options);
    expect(String((await once(socket, 'message'))[0])).toBe('hello');
    socket.close();
    await once(socket, 'close');
  });
});
