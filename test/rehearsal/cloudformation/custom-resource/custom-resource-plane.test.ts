import { beforeEach, describe, expect, it } from '@jest/globals';
import { createCustomResourcePlane } from '../../../../rehearsal/cloudformation/custom-resource/custom-resource-plane.ts';
import type { Clock, Properties } from '../../../../rehearsal/plane.ts';
import { createFakePlane, type FakePlane } from '../fake-plane.ts';

type Handler = (event: Readonly<Record<string, unknown>>) => unknown;

/** A clock whose sleeps end at once, apart from the wait for CloudFormation to give up. */
class FakeClock implements Clock {
  readonly slept: number[] = [];
  givesUp = false;
  now = () => 0;
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms >= 1_000_000 && !this.givesUp) {
      return new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    }
    this.slept.push(ms);
    return new Promise((resolve) => setImmediate(resolve));
  }
}

let clock: FakeClock;
let events: Record<string, unknown>[];
let handlers: Record<string, Handler>;
let plane: FakePlane;
let endAll: () => Promise<void>;
const environments: Record<string, Record<string, string>> = {
  framework: { USER_ON_EVENT_FUNCTION_ARN: 'arn:x:onEvent' },
  waiting: {
    USER_ON_EVENT_FUNCTION_ARN: 'arn:x:onEvent',
    USER_IS_COMPLETE_FUNCTION_ARN: 'arn:x:isComplete',
    WAITER_STATE_MACHINE_ARN: 'arn:aws:states:eu-central-1:000000000000:stateMachine:waiter',
  },
  plain: {},
};

beforeEach(() => arrange({ floorMs: 0 }));

function arrange({ floorMs }: { readonly floorMs: number }): void {
  clock = new FakeClock();
  events = [];
  handlers = { 'arn:x:onEvent': () => ({ PhysicalResourceId: 'tenant-1', Data: { Schema: 'catalog' } }) };
  const custom = createCustomResourcePlane({
    clock,
    floorMs,
    region: 'eu-central-1',
    functions: {
      invoke: async (arn, event) => {
        events.push(event as Record<string, unknown>);
        return handlers[arn]?.(event as Record<string, unknown>);
      },
      environmentOf: (arn) => {
        const environment = environments[arn];
        if (!environment) throw new Error(`Function not found: ${arn}`);
        return environment;
      },
    },
  });
  plane = createFakePlane(custom.types);
  endAll = custom.close;
}

const waiter = {
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: 'waiter',
    DefinitionString: JSON.stringify({
      States: { ask: { Retry: [{ IntervalSeconds: 5, MaxAttempts: 3, BackoffRate: 2 }] } },
    }),
  },
};
const tenant = (properties: Properties, ServiceToken = 'framework') => ({
  T: { Type: 'Custom::Tenant', Properties: { ServiceToken, ...properties } },
});
const release = (properties: Properties = {}) => ({
  W: waiter,
  T: { Type: 'Custom::Release', DependsOn: 'W', Properties: { ServiceToken: 'waiting', ...properties } },
});
const requests = () => events.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId]);

describe('a custom resource', () => {
  it('sends what CloudFormation sends, every scalar as a string', async () => {
    const { stack } = await plane.apply(tenant({ Count: 3, On: true, List: [1, { Deep: false }] }));
    expect(events).toEqual([
      {
        RequestType: 'Create',
        RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ResponseURL: '...',
        StackId: stack.id,
        LogicalResourceId: 'T',
        ResourceType: 'Custom::Tenant',
        ResourceProperties: {
          ServiceToken: 'framework',
          Count: '3',
          On: 'true',
          List: ['1', { Deep: 'false' }],
        },
      },
    ]);
  });

  it('has the physical id and the attributes that its handler gives', async () => {
    const { stack } = await plane.apply(tenant({}), {
      Outputs: { Schema: { Value: { 'Fn::GetAtt': 'T.Schema' } } },
    });
    expect(stack.resources.get('T')?.physicalId).toBe('tenant-1');
    expect(stack.outputs.get('Schema')?.value).toBe('catalog');
  });

  it('takes the request id for a physical id where the handler gives none', async () => {
    handlers['arn:x:onEvent'] = () => undefined;
    const { stack } = await plane.apply(tenant({}));
    expect(stack.resources.get('T')?.physicalId).toBe(events[0]?.RequestId);
  });

  it('sends old and new properties on an update, and keeps its physical id', async () => {
    await plane.apply(tenant({ Service: 'a' }));
    handlers['arn:x:onEvent'] = () => ({ Data: { Schema: 'b' } });
    const { stack } = await plane.apply(tenant({ Service: 'b' }));
    expect(events[1]).toMatchObject({
      RequestType: 'Update',
      PhysicalResourceId: 'tenant-1',
      ResourceProperties: { Service: 'b' },
      OldResourceProperties: { Service: 'a' },
    });
    expect(stack.resources.get('T')).toMatchObject({ physicalId: 'tenant-1', attributes: { Schema: 'b' } });
  });

  it('deletes the old one where an update gives another physical id', async () => {
    await plane.apply(tenant({ Service: 'a' }));
    handlers['arn:x:onEvent'] = ({ RequestType }) =>
      RequestType === 'Update' ? { PhysicalResourceId: 'tenant-2' } : {};
    await plane.apply(tenant({ Service: 'b' }));
    expect(requests()).toEqual([
      ['Create', undefined],
      ['Update', 'tenant-1'],
      ['Delete', 'tenant-1'],
    ]);
    expect(events[2]).toMatchObject({ ResourceProperties: { Service: 'a' } });
  });

  it('sends no Delete after a Create that failed at once', async () => {
    handlers['arn:x:onEvent'] = () => {
      throw new Error('no such database');
    };
    await expect(plane.apply(tenant({}))).rejects.toThrow(
      'T (Custom::Tenant): Received response status [FAILED] from custom resource. Message returned: no such database (logs: /aws/lambda/onEvent)',
    );
    expect(requests()).toEqual([['Create', undefined]]);
  });

  it('refuses an answer that CloudFormation would not take', async () => {
    handlers['arn:x:onEvent'] = () => ({ Data: { Long: 'x'.repeat(5000) } });
    await expect(plane.apply(tenant({}))).rejects.toThrow(/Response object is too long: \d+ bytes/);
  });

  it('refuses a failure that is too long with its stack trace, although its message alone is not', async () => {
    const failing = (trace: readonly string[]) => () => {
      throw Object.assign(new Error('x'.repeat(3000)), { trace });
    };
    handlers['arn:x:onEvent'] = failing([]);
    await expect(plane.apply(tenant({}))).rejects.toThrow(/Message returned: x+ \(logs/);
    handlers['arn:x:onEvent'] = failing(['Error: x', ...Array.from({ length: 10 }, () => 'y'.repeat(80))]);
    await expect(plane.apply(tenant({}), {}, 'other')).rejects.toThrow(
      /Response object is too long: \d+ bytes/,
    );
  });

  it('refuses another service token', async () => {
    await plane.apply(tenant({}));
    await expect(plane.apply({ W: waiter, ...tenant({}, 'waiting') })).rejects.toThrow(
      'Modifying service token is not allowed.',
    );
  });

  it('says that only the Provider framework is played', async () => {
    await expect(plane.apply(tenant({}, 'plain'))).rejects.toThrow(
      /ServiceToken plain is not a function of CDK's Provider framework/,
    );
  });
});

describe('a custom resource that takes its time', () => {
  const completeAfter = (questions: number, answer: object): Handler => {
    let asked = 0;
    return () => {
      asked += 1;
      return asked > questions ? answer : { IsComplete: false };
    };
  };

  it('asks at the pace of the waiter until it is complete, and merges what both handlers give', async () => {
    handlers['arn:x:isComplete'] = completeAfter(2, { IsComplete: true, Data: { DeploymentId: 'd-1' } });
    const { stack } = await plane.apply(release());
    expect(clock.slept).toEqual([5000, 10_000]);
    expect(stack.resources.get('T')?.attributes).toEqual({ Schema: 'catalog', DeploymentId: 'd-1' });
    expect(events[1]).toMatchObject({
      RequestType: 'Create',
      PhysicalResourceId: 'tenant-1',
      Data: { Schema: 'catalog' },
    });
  });

  it('fails when the waiter runs out of questions, and deletes what had begun', async () => {
    handlers['arn:x:isComplete'] = ({ RequestType }) => ({ IsComplete: RequestType === 'Delete' });
    await expect(plane.apply(release())).rejects.toThrow('Operation timed out');
    expect(clock.slept).toEqual([5000, 10_000, 20_000]);
    expect(requests().at(-1)).toEqual(['Delete', 'tenant-1']);
  });

  it('is asked on for a real while, however fast the clock has used up its questions', async () => {
    arrange({ floorMs: 60_000 });
    handlers['arn:x:isComplete'] = completeAfter(9, { IsComplete: true });
    await plane.apply(release());
    expect(clock.slept).toHaveLength(9);
  });

  it('fails at once when isComplete throws, as the framework does', async () => {
    handlers['arn:x:isComplete'] = ({ RequestType }) => {
      if (RequestType === 'Delete') return { IsComplete: true };
      throw new Error('the deployment was stopped');
    };
    await expect(plane.apply(release())).rejects.toThrow(
      'the deployment was stopped (logs: /aws/lambda/isComplete)',
    );
    expect(clock.slept).toEqual([]);
    expect(requests().map(([type]) => type)).toEqual(['Create', 'Create', 'Delete', 'Delete']);
  });

  it('refuses data from a handler that is not complete', async () => {
    handlers['arn:x:isComplete'] = ({ RequestType }) =>
      RequestType === 'Delete' ? { IsComplete: true } : { IsComplete: false, Data: { a: 1 } };
    await expect(plane.apply(release())).rejects.toThrow('"Data" is not allowed if "IsComplete" is "False"');
  });

  it('is given up after the hour that CloudFormation waits', async () => {
    clock.givesUp = true;
    handlers['arn:x:onEvent'] = () => new Promise(() => {});
    await expect(plane.apply(release())).rejects.toThrow(
      /CloudFormation did not receive a response from your Custom Resource within 3600 s/,
    );
    expect(clock.slept).toEqual([3_600_000]);
  });

  it('is given up sooner where it says so, and refuses an odd time', async () => {
    handlers['arn:x:onEvent'] = () => new Promise(() => {});
    await expect(plane.apply(release({ ServiceTimeout: '60' }))).rejects.toThrow(/within 60 s/);
    await expect(plane.apply(release({ ServiceTimeout: '4000' }), {}, 'other')).rejects.toThrow(
      "ServiceTimeout '4000' is not a whole number from 1 to 3600",
    );
  });

  it('is no longer waited for once the rehearsal ends', async () => {
    handlers['arn:x:onEvent'] = () => new Promise(() => {});
    const refusal = expect(plane.apply(release())).rejects.toThrow('the rehearsal is ending');
    while (events.length === 0) await new Promise((resolve) => setImmediate(resolve));
    plane.cloudFormation.end();
    await endAll();
    await refusal;
  });

  it('is rolled back by an update to the properties it had', async () => {
    handlers['arn:x:isComplete'] = () => ({ IsComplete: true });
    await plane.apply(release({ TaskDefinition: 'catalog:1' }));
    handlers['arn:x:isComplete'] = (event) => {
      const { TaskDefinition } = event.ResourceProperties as Record<string, unknown>;
      if (TaskDefinition === 'catalog:2') throw new Error('rolled back');
      return { IsComplete: true };
    };
    await expect(plane.apply(release({ TaskDefinition: 'catalog:2' }))).rejects.toThrow(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    expect(events.at(-1)).toMatchObject({
      RequestType: 'Update',
      ResourceProperties: { TaskDefinition: 'catalog:1' },
      OldResourceProperties: { TaskDefinition: 'catalog:2' },
    });
  });
});
