import { describe, expect, it } from '@jest/globals';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { validateServices } from '../../platform/service-validation.ts';
import { services } from '../../platform/services.ts';
import { problemsThrownBy } from './problems-thrown-by.ts';

const gateway: ServiceDefinition = {
  name: 'gateway',
  about: 'The one public door.',
  owner: 'storefront',
  port: 3000,
  route: 'public',
  healthPath: '/health/ready',
  size: { cpu: 256, memoryMiB: 512 },
  scaling: { requestsPerTaskPerMinute: 6000, cpuPercent: 60 },
  objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 300 } },
  needs: { database: false, cache: true, publishes: [], subscribes: [] },
  calls: [],
  tasks: [],
};

const orders: ServiceDefinition = {
  ...gateway,
  name: 'orders',
  about: 'Places orders.',
  route: 'internal',
  needs: { database: true, cache: false, publishes: ['order-placed'], subscribes: [] },
};

/** The sentences about `orders` with this changed, beside a gateway that is right. */
function sentencesAbout(change: Readonly<Record<string, unknown>>): readonly string[] {
  // As someone writes it whose editor does not check types.
  return problemsThrownBy(() => validateServices([gateway, { ...orders, ...change } as ServiceDefinition]));
}

describe('the services of the shop', () => {
  it('are right', () => {
    expect(() => validateServices(services)).not.toThrow();
    expect(() => validateServices([gateway, orders])).not.toThrow();
  });
});

describe('a size', () => {
  it('has processors that Fargate offers', () => {
    expect(sentencesAbout({ size: { cpu: 300, memoryMiB: 512 } })).toEqual([
      "service 'orders': size.cpu 300 is not a Fargate size, allowed: 256, 512, 1024, 2048, 4096, 8192, 16384; use 512",
    ]);
  });

  it('is a number and no text', () => {
    expect(sentencesAbout({ size: { cpu: '256', memoryMiB: 512 } as never })).toEqual([
      "service 'orders': size.cpu '256' is a text and has to be a number, allowed: 256 to 16384; write 256, without quotes",
    ]);
  });

  it('has memory that goes with its processors', () => {
    expect(sentencesAbout({ size: { cpu: 256, memoryMiB: 4096 } })).toEqual([
      "service 'orders': size.memoryMiB 4096 does not go with 256 CPU units on Fargate, allowed: 512, 1024, 2048; use 2048",
    ]);
  });

  it.each([
    [512, 1024],
    [1024, 8192],
    [2048, 5120],
    [4096, 30720],
    [8192, 20480],
    [16384, 122880],
  ])('of %d CPU units goes with %d MiB', (cpu, memoryMiB) => {
    expect(sentencesAbout({ size: { cpu, memoryMiB } })).toEqual([]);
  });

  it.each([
    [512, 512],
    [1024, 9216],
    [8192, 17408],
    [16384, 36864],
  ])('of %d CPU units does not go with %d MiB', (cpu, memoryMiB) => {
    expect(sentencesAbout({ size: { cpu, memoryMiB } })).toHaveLength(1);
  });
});

describe('internal services', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...orders, name: `orders-${index}` }));

  it('are as many as one load balancer has target groups for', () => {
    expect(problemsThrownBy(() => validateServices([gateway, ...many(50)]))).toEqual([]);
    expect(problemsThrownBy(() => validateServices([gateway, ...many(51)]))).toEqual([
      "service 'orders-50': route 'internal' makes 51 services behind the internal load balancer, which has 100 target groups, two for each, allowed: at most 50; see docs/scale.md for what to do then",
    ]);
  });
});

describe('who signs access tokens', () => {
  it('is one service', () => {
    const problems = problemsThrownBy(() =>
      validateServices([
        { ...gateway, calls: [], signsTokens: true },
        { ...orders, calls: [], signsTokens: true },
      ]),
    );
    expect(problems).toEqual([
      "service 'orders': signsTokens true is what 'gateway' already does, allowed: false, where another service signs; remove it",
    ]);
  });
});

describe('a misspelt name', () => {
  it('of a service to call is met with the nearest', () => {
    const problems = problemsThrownBy(() => validateServices([{ ...gateway, calls: ['odrers'] }, orders]));
    expect(problems).toEqual([
      "service 'gateway': calls 'odrers' is not a service, allowed: orders; did you mean 'orders'?",
    ]);
  });

  it('of a service to call alone is met with those it calls', () => {
    const problems = problemsThrownBy(() =>
      validateServices([{ ...gateway, calls: ['orders'], callsAlone: ['ordres'] }, orders]),
    );
    expect(problems).toEqual([
      "service 'gateway': callsAlone 'ordres' is not a service it calls, allowed: orders; did you mean 'orders'?",
    ]);
  });

  it('of what it goes on without is met with what it needs and calls', () => {
    const problems = problemsThrownBy(() =>
      validateServices([{ ...gateway, calls: ['orders'], goesOnWithout: ['cahce', 'database'] }, orders]),
    );
    expect(problems).toEqual([
      "service 'gateway': goesOnWithout 'cahce' is not something it needs or calls, allowed: cache, orders; did you mean 'cache'?",
      "service 'gateway': goesOnWithout 'database' is not something it needs or calls, allowed: cache, orders; name one of those or remove it",
    ]);
  });

  it('of a need is met with the nearest, and the need is missing', () => {
    expect(
      sentencesAbout({ needs: { databse: true, cache: false, publishes: ['order-placed'], subscribes: [] } }),
    ).toEqual([
      "service 'orders': needs.databse true is a field that nothing reads, allowed: database, cache, publishes, subscribes, secrets; did you mean 'database'?",
      "service 'orders': needs.database (missing) is neither true nor false, allowed: true, false; write true or false",
    ]);
  });

  it('of a field is met with the nearest', () => {
    expect(sentencesAbout({ healthpath: '/up' })[0]).toMatch(
      /^service 'orders': healthpath '\/up' is a field that nothing reads, .* did you mean 'healthPath'\?$/,
    );
  });

  it('of an event to subscribe to is met with the nearest', () => {
    const subscribing = { ...orders.needs, subscribes: ['orders/order-place'] };
    const scaling = { ...orders.scaling, eventsPerTaskPerSecond: 50 };
    expect(sentencesAbout({ needs: subscribing, scaling })).toEqual([
      "service 'orders': needs.subscribes 'orders/order-place' is not an event that a service publishes, allowed: orders/order-placed; did you mean 'orders/order-placed'?",
    ]);
  });
});

describe('a service that handles events', () => {
  const gatewayEvents = { ...orders.needs, subscribes: ['orders/order-placed'] };

  it('says how many of them a task handles, by which it scales', () => {
    expect(sentencesAbout({ needs: gatewayEvents })).toEqual([
      "service 'orders': scaling.eventsPerTaskPerSecond (missing) is what its tasks cannot be scaled without, allowed: 1 to 10000, where needs.subscribes names events; write how many events one task handles in a second",
    ]);
  });

  it('is the only one that says so', () => {
    expect(sentencesAbout({ scaling: { ...orders.scaling, eventsPerTaskPerSecond: 5 } })).toEqual([
      "service 'orders': scaling.eventsPerTaskPerSecond 5 is about events, and it handles none, allowed: nothing, where needs.subscribes is empty; remove it",
    ]);
  });
});

describe('a task that runs by the clock', () => {
  const tasks = ['reconcile'];

  it('is one of the tasks there are', () => {
    expect(sentencesAbout({ tasks, schedules: { reconcil: { at: '02:30' } } })).toEqual([
      expect.stringMatching(
        /^service 'orders': schedules 'reconcil' is not a task of its own, .*did you mean 'reconcile'\?$/,
      ),
    ]);
  });

  it.each([
    [{ at: '2:30' }, /schedules\.reconcile\.at '2:30' has the wrong form, .*'08:00'/],
    [{ at: '02:30', days: ['TUESDAY'] }, /schedules\.reconcile\.days .* holds "TUESDAY"/],
    [{}, /schedules\.reconcile\.at \(missing\)/],
    [{ at: '02:30', hour: 2 }, /schedules\.reconcile\.hour 2 is a field that nothing reads/],
  ])('at %j is refused', (reconcile, expected) => {
    expect(sentencesAbout({ tasks, schedules: { reconcile } })).toEqual([expect.stringMatching(expected)]);
  });

  it('is never the migration, which releases run', () => {
    expect(sentencesAbout({ tasks: ['migrate'] })[0]).toMatch(/holds "migrate", which has the wrong form/);
  });
});

describe('a name', () => {
  it.each(['Orders', 'order_desk', '-orders', 'orders-', 'order--desk', '3orders', ''])(
    'is not %p',
    (name) => {
      expect(sentencesAbout({ name })[0]).toContain('has the wrong form');
    },
  );

  it('leaves room for the AWS names made of it', () => {
    expect(sentencesAbout({ name: 'recommendations-two' })).toContain(
      "service 'recommendations-two': name 'recommendations-two' has 19 characters, allowed: at most 17, because AWS names are made of it; shorten it by 2",
    );
  });

  it('is not that of a stack every stage has', () => {
    expect(sentencesAbout({ name: 'cluster' })[0]).toContain(
      "name 'cluster' is already a stack of each stage",
    );
  });

  it('is the name of one service only', () => {
    const problems = problemsThrownBy(() => validateServices([gateway, orders, orders]));
    expect(problems).toEqual([
      "service 'orders': name 'orders' is the name of more than one service, allowed: one service a name; rename or remove one of them",
    ]);
  });
});

describe('a call', () => {
  it('goes neither to the service itself nor to the public one', () => {
    expect(sentencesAbout({ calls: ['orders', 'gateway'] })).toEqual([
      "service 'orders': calls 'orders' is the service itself, allowed: none; remove it",
      "service 'orders': calls 'gateway' is behind the public load balancer and has no name inside, allowed: none; remove it",
    ]);
  });

  it('is named once', () => {
    const problems = problemsThrownBy(() =>
      validateServices([{ ...gateway, calls: ['orders', 'orders'] }, orders]),
    );
    expect(problems[0]).toContain("names 'orders' twice");
  });
});

describe('services together', () => {
  it('have one public door', () => {
    expect(sentencesAbout({ route: 'public' })).toEqual([
      "service 'orders': route 'public' would share the public load balancer with 'gateway', allowed: internal, where another service is public; make it internal and let 'gateway' call it",
    ]);
  });
});

describe('a service that publishes', () => {
  it('has a database, for its outbox', () => {
    expect(sentencesAbout({ needs: { ...orders.needs, database: false } })).toEqual([
      'service \'orders\': needs.publishes ["order-placed"] needs an outbox, which is a table, allowed: events of services with a database; set needs.database or publish nothing',
    ]);
  });
});

describe('settings', () => {
  const flag = { type: 'boolean', about: 'Whether.', default: true };
  const number = { type: 'integer', about: 'How many.', minimum: 1, maximum: 9, default: 5 };

  it('may be left out, and may be flags, numbers and choices', () => {
    const choice = { type: 'string', about: 'Which.', enum: ['a', 'b'], default: 'a' };
    expect(sentencesAbout({ settings: { flag, number, choice } as never })).toEqual([]);
  });

  it.each([
    [
      { 'largest-page': number },
      'settings.largest-page {"type":"integer","about":"How many.","minimum":1,"maximum":9,"default":5} has the wrong name',
    ],
    [{ page: { ...number, about: '' } }, "settings.page.about '' has the wrong form"],
    [
      { page: { ...number, default: 10 } },
      'settings.page.default 10 is no whole number in bounds, allowed: 1 to 9',
    ],
    [{ page: { ...number, default: 1.5 } }, 'settings.page.default 1.5 is no whole number in bounds'],
    [{ page: { ...flag, default: 'yes' } }, "settings.page.default 'yes' is neither true nor false"],
    [
      { page: { ...flag, type: 'date' } },
      "settings.page.type 'date' is none of the choices, allowed: boolean, integer, number, string",
    ],
    [
      { page: { type: 'string', about: 'x', enum: ['a', 'c'], default: 'b' } },
      "settings.page.default 'b' is none of the choices, allowed: a, c",
    ],
  ])('are refused as %j', (settings, sentence) => {
    expect(sentencesAbout({ settings: settings as never }).join()).toContain(sentence);
  });
});

describe('an error', () => {
  it('holds all problems at once', () => {
    const sentences = sentencesAbout({
      port: '3000',
      route: 'intern',
      healthPath: 'health',
      size: { cpu: 300, memoryMiB: 512 },
      scaling: { requestsPerTaskPerMinute: 0, cpuPercent: 100 },
      calls: ['shipping'],
      owner: ' ',
    });
    expect(sentences.map((sentence) => sentence.split(' ')[2])).toEqual([
      'owner',
      'port',
      'route',
      'healthPath',
      'scaling.requestsPerTaskPerMinute',
      'scaling.cpuPercent',
      'size.cpu',
      'calls',
    ]);
  });

  it('is one even where a definition is no definition', () => {
    const broken = [null, { name: 'orders', needs: 'cache', calls: 'all' }] as unknown as ServiceDefinition[];
    const sentences = problemsThrownBy(() => validateServices([gateway, ...broken]));
    expect(sentences[0]).toMatch(/^service \(without a name\): definition null is no object/);
    expect(sentences).toContain(
      "service 'orders': needs 'cache' is no object, allowed: database, cache, publishes, subscribes, secrets; write its fields",
    );
    expect(sentences).toContain("service 'orders': calls 'all' is no list, allowed: a list; put it in [ ]");
  });
});

describe('an objective', () => {
  const objectives = { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 300 } };

  it.each([95, 99, 99.95, 99.99])('may promise %d %', (availabilityPercent) => {
    expect(sentencesAbout({ objectives: { ...objectives, availabilityPercent } })).toEqual([]);
  });

  it.each([
    [100, 'use 99.9'],
    [90, 'use 95'],
    ['99.9', 'write a number'],
  ])('cannot promise %j', (availabilityPercent, fix) => {
    expect(sentencesAbout({ objectives: { ...objectives, availabilityPercent } })).toEqual([
      expect.stringMatching(
        new RegExp(`objectives\\.availabilityPercent .* allowed: 95 to 99.99 percent; ${fix}$`),
      ),
    ]);
  });

  it('may not be left out', () => {
    expect(sentencesAbout({ objectives: undefined })).toEqual([expect.stringContaining('objectives')]);
  });
});
