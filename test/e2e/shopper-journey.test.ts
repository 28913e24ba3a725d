import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  ListApplicationsCommand,
  ListConfigurationProfilesCommand,
  ListDeploymentStrategiesCommand,
  ListEnvironmentsCommand,
  StartDeploymentCommand,
} from '@aws-sdk/client-appconfig';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceLogColumns } from '../../lib/observability/archive/service-log-table.ts';
import { shopAsGuest } from '../../pipeline/canary/shop-as-guest.ts';
import { services } from '../../platform/services.ts';
import { FollowingClient, type Shown } from '../support/following-client.ts';
import { copyRepository, type RepositoryCopy } from '../support/repository-copy.ts';
import { type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';
import { soon } from '../support/soon.ts';

const ports = 21_000;
const minute = 60_000;
const traceId = randomBytes(16).toString('hex');
const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
const email = `kim.${randomBytes(4).toString('hex')}@example.com`;
const password = `a long ${randomBytes(6).toString('hex')} sentence`;

let copy: RepositoryCopy;
let rehearsal: RunningRehearsal;
let shopper: FollowingClient;
beforeAll(async () => {
  copy = await copyRepository();
  rehearsal = await startRehearsal({ folder: copy.folder, ports, args: ['--speed', '600'] });
  shopper = new FollowingClient(rehearsal.shop);
}, 3 * minute);
afterAll(async () => {
  await rehearsal?.stop();
  await copy?.remove();
}, minute);

describe('a shopper who knows one address', () => {
  let bought: readonly string[];
  let guestCart: Shown;
  let session: Shown;
  let cart: Shown;
  let order: Shown;

  it('finds products, and reads one of them', async () => {
    const root = await shopper.begin();
    const found = await shopper.follow(root.link('products'), { values: { q: 'tea', limit: 5 } });
    expect(found.status).toBe(200);
    const all = await shopper.follow(root.link('products'), { values: { limit: 50 } });
    const inStock = (all.body.products as readonly Shown['body'][]).filter(
      ({ availability }) => availability.available > 10,
    );
    expect(inStock.length).toBeGreaterThan(2);
    bought = inStock.slice(0, 2).map(({ id }) => id);
    const product = await shopper.follow(root.link('product'), { values: { id: bought[0] ?? '' } });
    expect(product.body).toMatchObject({
      id: bought[0],
      title: expect.any(String),
      price: { amount: expect.any(Number), currency: 'EUR' },
    });
    expect(found.body.products.length).toBeGreaterThan(0);
  });

  it('fills a cart as a guest', async () => {
    const root = await shopper.begin();
    guestCart = await shopper.follow(root.link('create-cart'));
    expect(guestCart.status).toBe(201);
    for (const productId of bought) {
      guestCart = await shopper.follow(guestCart.link('put-item'), {
        values: { productId },
        body: { quantity: 1 },
        headers: { 'if-match': String(guestCart.headers.etag) },
      });
      expect(guestCart.status).toBe(200);
    }
    expect(guestCart.body.itemCount).toBe(2);
    const proposed = await shopper.follow(guestCart.link('recommendations'));
    expect(proposed).toMatchObject({ status: 200, body: { degraded: expect.any(Boolean) } });
  });

  it('opens an account and signs in', async () => {
    const root = await shopper.begin();
    const profile = await shopper.follow(root.link('sign-up'), { body: { email, name: 'Kim', password } });
    expect(profile.status).toBe(201);
    session = await shopper.follow(profile.link('sign-in'), { body: { email, password } });
    expect(session.status).toBe(201);
    shopper.accessToken = session.body.accessToken;
    expect((await shopper.follow(session.link('profile'))).body).toMatchObject({ email });
  });

  it('has what was in the cart of the guest in the own one', async () => {
    const root = await shopper.follow(session.link('home'));
    expect(root.body.signedIn).toBe(true);
    cart = await shopper.follow(root.link('merge-carts'), { body: { cartId: guestCart.body.id } });
    expect(cart).toMatchObject({ status: 200, body: { itemCount: 2 } });
    const view = await shopper.follow(cart.link('checkout-view'));
    expect(view.body).toMatchObject({ ready: true, total: cart.body.total });
  });

  it('orders it once, however often it is sent', async () => {
    const traced = new FollowingClient(rehearsal.shop, { traceparent });
    traced.accessToken = shopper.accessToken;
    const root = await traced.begin();
    const step = {
      body: { cartId: cart.body.id, paymentMethod: { token: 'tok_visa' } },
      headers: { 'idempotency-key': randomUUID() },
    };
    const placed = await traced.follow(root.link('place-order'), step);
    expect([201, 202]).toContain(placed.status);
    order = await soon(
      () => shopper.follow(placed.link('self')),
      ({ body }) => body.state === 'confirmed',
    );
    expect(order.body).toMatchObject({ state: 'confirmed', total: cart.body.total });
    const again = await shopper.follow(root.link('place-order'), step);
    expect(again.body.id).toBe(placed.body.id);
    const history = await shopper.follow(order.link('orders'));
    expect(history.body.orders).toHaveLength(1);
    const emptied = await soon(
      async () => shopper.follow((await shopper.begin()).link('cart')),
      ({ body }) => body.itemCount === 0,
    );
    expect(emptied.body.itemCount).toBe(0);
  });

  it('is told what is bought together with it, by what was learned of the order', async () => {
    const product = await shopper.follow(order.body.items[0]._links.product);
    const proposed = await soon(
      () => shopper.follow(product.link('recommendations')),
      ({ body }) => body.degraded === false,
    );
    expect(proposed.body).toMatchObject({ degraded: false });
    const others = proposed.body.products.map(({ productId }: { productId: string }) => productId);
    expect(others).toContain(order.body.items[1].productId);
  });

  it('gives an order back, and gets the money', async () => {
    const asked = await shopper.follow(order.link('refund'));
    expect([200, 202]).toContain(asked.status);
    const refunded = await soon(
      () => shopper.follow(order.link('self')),
      ({ body }) => body.state === 'refunded',
    );
    expect(refunded.body.state).toBe('refunded');
    expect(refunded.has('refund')).toBe(false);
  });

  it(
    'cancels an order whose payment nobody knows of yet',
    async () => {
      const own = await shopper.follow((await shopper.begin()).link('cart'));
      const filled = await shopper.follow(own.link('put-item'), {
        values: { productId: bought[0] ?? '' },
        body: { quantity: 1 },
        headers: { 'if-match': String(own.headers.etag) },
      });
      const placed = await shopper.follow((await shopper.begin()).link('place-order'), {
        body: { cartId: filled.body.id, paymentMethod: { token: 'tok_timeout' } },
        headers: { 'idempotency-key': randomUUID() },
      });
      expect(placed).toMatchObject({ status: 202, body: { state: 'placed' } });
      expect([200, 202]).toContain((await shopper.follow(placed.link('cancel'))).status);
      const cancelled = await soon(
        () => shopper.follow(placed.link('self')),
        ({ body }) => body.state === 'cancelled',
        60,
      );
      expect(cancelled.body.state).toBe('cancelled');
    },
    2 * minute,
  );

  it('refreshes the session, once with each token, and signs out', async () => {
    const step = { body: { refreshToken: session.body.refreshToken } };
    const refreshed = await shopper.follow(session.link('refresh'), step);
    expect(refreshed.status).toBe(200);
    shopper.accessToken = refreshed.body.accessToken;
    expect((await shopper.follow(refreshed.link('profile'))).status).toBe(200);
    expect((await shopper.follow(refreshed.link('sign-out'))).status).toBe(204);
    const over = await shopper.follow(refreshed.link('refresh'), {
      body: { refreshToken: refreshed.body.refreshToken },
    });
    expect(over.status).toBe(401);
    shopper.accessToken = undefined;
    expect((await shopper.begin()).body.signedIn).toBe(false);
  });
});

describe('the canary', () => {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');

  it('shops here as it would on AWS, and leaves the cart as it found it', async () => {
    const { steps } = await shopAsGuest({ origin: rehearsal.shop, hex });
    expect(steps.at(-1)?.step).toBe('empty the cart');
  });

  it(
    'names the step at which a guest cannot go on while the tasks of carts hang, and goes on when they are back',
    async () => {
      const processes = JSON.parse(await readFile(join(copy.folder, '.shoal', 'processes.json'), 'utf8'));
      const pids: readonly number[] = processes.processes
        .filter(({ name }: { readonly name: string }) => name.startsWith('dev-carts task'))
        .map(({ pid }: { readonly pid: number }) => pid);
      expect(pids).toHaveLength(1);
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      const shopping = shopAsGuest({ origin: rehearsal.shop, hex }).catch(({ message }: Error) => message);
      const said = await shopping.finally(() => {
        for (const pid of pids) process.kill(pid, 'SIGCONT');
      });
      expect(said).toMatch(
        /^a guest cannot take a cart: 'create-cart' was answered 50\d, .+ \(trace \w{32}\)$/,
      );
      const later = await soon(
        () => shopAsGuest({ origin: rehearsal.shop, hex }).catch(({ message }: Error) => message),
        (result) => typeof result !== 'string',
        60,
      );
      expect(later).toMatchObject({ traceId: expect.any(String) });
    },
    minute,
  );
});

describe('the logs of the journey', () => {
  it('have no member that the archive would lose of a request or a span, and each fits its column', async () => {
    const kept = new Map(serviceLogColumns.map(({ name, member = name, type }) => [member, type]));
    const lines = (await Promise.all(services.map(({ name }) => found(name, traceId)))).flat();
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const shown = told.filter(({ message }) => message === 'request' || message === 'span');
    expect(shown.length).toBeGreaterThan(5);
    const fits = (type: string | undefined, value: unknown) =>
      type !== undefined && (type === 'string' || typeof value === (type === 'boolean' ? type : 'number'));
    const lost = shown.flatMap((line) =>
      Object.entries(line)
        .filter(([member, value]) => !fits(kept.get(member), value))
        .map(([member]) => `${line.service}: ${member}`),
    );
    expect(lost).toEqual([]);
  });

  const found = async (service: string, words: string) => {
    const logs = new CloudWatchLogsClient(rehearsal.settings);
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: `/shoal/dev/${service}`, filterPattern: `"${words}"` }),
    );
    return events.map(({ message }) => message ?? '');
  };

  it.each(['gateway', 'orders', 'carts', 'catalog', 'payments'])(
    'have the one trace of the order in %s',
    async (service) => {
      const lines = await soon(
        () => found(service, traceId),
        (some) => some.length > 0,
      );
      expect(lines.length).toBeGreaterThan(0);
    },
  );

  it('have it in recommendations for the event that told of the order', async () => {
    const lines = await soon(
      () => found('recommendations', traceId),
      (some) => some.some((line) => line.includes('order-confirmed')),
    );
    expect(lines.join('\n')).toContain('order-confirmed');
  });

  it.each(services)('of $name hold no address, password or token', async ({ name }) => {
    const secrets = [email, password, 'eyJhbGciOi', 'tok_visa'];
    expect((await Promise.all(secrets.map((secret) => found(name, secret)))).flat()).toEqual([]);
  });
});

describe('a setting of the gateway', () => {
  const tasks = async () =>
    (
      await new ECSClient(rehearsal.settings).send(
        new ListTasksCommand({ cluster: 'dev', serviceName: 'gateway' }),
      )
    ).taskArns;
  const policy = async () =>
    String((await new FollowingClient(rehearsal.shop).begin()).headers['ratelimit-policy']);

  it(
    'holds at once when it is changed, in the tasks that run',
    async () => {
      const before = await tasks();
      expect(before).toHaveLength(1);
      expect(await policy()).toContain('q=5000');
      await change({ rateLimitRequests: 7, rateLimitSeconds: 60 });
      expect(await soon(policy, (text) => text.includes('q=7;'))).toContain('q=7;');
      const guest = new FollowingClient(rehearsal.shop);
      const refused = await soon(
        () => guest.begin(),
        ({ status }) => status === 429,
      );
      expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) } });
      await change({});
      expect(await soon(policy, (text) => text.includes('q=5000'))).toContain('q=5000');
      expect(await tasks()).toEqual(before);
    },
    minute,
  );

  /** As an operator does, in the console or with the CLI. */
  async function change(values: object): Promise<void> {
    const client = new AppConfigClient(rehearsal.settings);
    const { Items: applications = [] } = await client.send(new ListApplicationsCommand({}));
    const ApplicationId = applications.find(({ Name }) => Name === 'shoal-dev')?.Id;
    const { Items: environments = [] } = await client.send(new ListEnvironmentsCommand({ ApplicationId }));
    const { Items: profiles = [] } = await client.send(
      new ListConfigurationProfilesCommand({ ApplicationId }),
    );
    const { Items: strategies = [] } = await client.send(new ListDeploymentStrategiesCommand({}));
    const EnvironmentId = environments.find(({ Name }) => Name === 'gateway')?.Id;
    const ConfigurationProfileId = profiles.find(({ Name }) => Name === 'gateway')?.Id;
    const { VersionNumber } = await client.send(
      new CreateHostedConfigurationVersionCommand({
        ApplicationId,
        ConfigurationProfileId,
        Content: Buffer.from(JSON.stringify(values)),
        ContentType: 'application/json',
      }),
    );
    const atOnce = strategies.find(({ DeploymentDurationInMinutes }) => DeploymentDurationInMinutes === 0);
    await client.send(
      new StartDeploymentCommand({
        ApplicationId,
        EnvironmentId,
        ConfigurationProfileId,
        ConfigurationVersion: String(VersionNumber),
        DeploymentStrategyId: atOnce?.Id,
      }),
    );
  }
});
