import { describe, expect, it } from '@jest/globals';
import type { Playground } from './playground.ts';
import { withShop } from './with-shop.ts';

const { playground } = withShop();
const notFound = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
const response = (name: string, Value: string) => ({
  Key: `routing.http.response.${name}`,
  Value,
});
const ListenerAttributes = [
  response('server.enabled', 'false'),
  response('x_frame_options.header_value', 'DENY'),
  response('strict_transport_security.header_value', 'max-age=60'),
];

/** A listener with these attributes, before a task that has an opinion of its own. */
async function listening(attributes: readonly object[]): Promise<Playground> {
  const open = await playground();
  const group = await open.targetGroup('headers');
  await open.listen({
    DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
    ListenerAttributes: attributes,
  });
  await open.serve(group, (_, answer) =>
    answer.writeHead(200, { 'X-Frame-Options': 'SAMEORIGIN', server: 'mine', 'x-own': 'yes' }).end(),
  );
  return open;
}

describe('a listener that writes headers', () => {
  it('writes them over those of a task, and leaves the rest', async () => {
    const { headers } = await fetch((await listening(ListenerAttributes)).url);
    const shown = ['x-frame-options', 'strict-transport-security', 'server', 'x-own'];
    expect(shown.map((name) => headers.get(name))).toEqual(['DENY', 'max-age=60', 'mine', 'yes']);
  });

  it('writes them on answers of its own too, which do not say whose they are', async () => {
    const open = await playground();
    await open.listen({ DefaultActions: notFound, ListenerAttributes });
    const { status, headers } = await fetch(open.url);
    expect([status, headers.get('x-frame-options'), headers.get('server')]).toEqual([404, 'DENY', null]);
  });

  it('tells them who asks for its attributes', async () => {
    const open = await playground();
    const ListenerArn = await open.listen({ DefaultActions: notFound, ListenerAttributes });
    const { Attributes } = await open.call<{ Attributes: readonly object[] }>('DescribeListenerAttributes', {
      ListenerArn,
    });
    expect(Attributes).toEqual(expect.arrayContaining(ListenerAttributes));
  });

  it('refuses an attribute that does not exist', async () => {
    const open = await playground();
    await expect(
      open.listen({
        DefaultActions: notFound,
        ListenerAttributes: [response('x_powered_by.header_value', 'a')],
      }),
    ).rejects.toThrow(/x_powered_by.* is not recognized/);
  });
});

describe('a listener that writes none', () => {
  it('leaves what a task says, and names itself', async () => {
    const { headers } = await fetch((await listening([])).url);
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    const open = await playground();
    await open.listen({ DefaultActions: notFound });
    expect((await fetch(open.url)).headers.get('server')).toBe('awselb/2.0');
  });
});
