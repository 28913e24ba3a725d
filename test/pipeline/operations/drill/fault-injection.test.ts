import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ECSClient } from '@aws-sdk/client-ecs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createFaultInjection } from '../../../../pipeline/operations/drill/fault-injection.ts';
import { createFisCaller } from '../../../../pipeline/operations/drill/fis-caller.ts';
import { type Endpoint, startEndpoint } from '../../../../rehearsal/endpoint/endpoint.ts';
import { createFisPlane } from '../../../../rehearsal/fis/fis-plane.ts';

let close: (() => Promise<void> | void) | undefined;
afterEach(() => close?.());

const credentials = { accessKeyId: 'x', secretAccessKey: 'y' };
const faultsAt = (endpoint: string) => {
  const waits: number[] = [];
  const ecs = new ECSClient({ endpoint, region: 'eu-central-1', credentials });
  const pause = async (ms: number) => void waits.push(ms);
  return { waits, faults: createFaultInjection(createFisCaller({ ecs, endpoint, pause })) };
};

const stopsTasks = {
  Description: 'Stops half of the tasks of catalog',
  Tags: { Name: 'staging-stop-tasks-catalog' },
  StopConditions: [
    {
      Source: 'aws:cloudwatch:alarm',
      Value: 'arn:aws:cloudwatch:eu-central-1:0:alarm:staging/customers/errors',
    },
  ],
  Targets: {
    tasks: { SelectionMode: 'PERCENT(50)', Parameters: { cluster: 'staging', service: 'catalog' } },
  },
  Actions: { stop: { ActionId: 'aws:ecs:stop-task', Targets: { Tasks: 'tasks' } } },
};

async function rehearsed(
  properties: object,
  { tasks = ['a', 'b', 'c'], alarms = [] as readonly string[] } = {},
) {
  const called: string[] = [];
  const plane = createFisPlane({
    call: async (service, operation, input) => {
      called.push(`${service} ${operation} ${JSON.stringify(input)}`);
      return { taskArns: tasks };
    },
    alarms: { inAlarm: (names) => names.filter((name) => alarms.includes(name)) },
    say: () => undefined,
  });
  const type = plane.types[0];
  const made = { stackName: 's', stackId: 's', logicalId: 'l', progress: () => undefined };
  await type?.create({ ...made, type: type.type, properties: properties as Record<string, unknown> });
  const endpoint: Endpoint = await startEndpoint({ apis: plane.apis, host: '127.0.0.1', port: 0 });
  close = () => endpoint.close();
  return { called, ...faultsAt(endpoint.url) };
}

describe('faults in a rehearsal, by the calls that AWS takes', () => {
  it('are found by their name, with what stops them', async () => {
    const { faults } = await rehearsed(stopsTasks);
    const [template] = await faults.templates();
    expect(template).toMatchObject({ name: 'staging-stop-tasks-catalog' });
    expect(await faults.stopsOn(template?.id ?? '')).toEqual(['staging/customers/errors']);
  });

  it('stop as many tasks as the template says, rounded down', async () => {
    const { faults, called } = await rehearsed(stopsTasks);
    const [template] = await faults.templates();
    const { id } = await faults.start(template?.id ?? '', {});
    expect(await faults.look(id)).toMatchObject({
      status: 'completed',
      actions: [{ name: 'stop', status: 'completed', reason: '1 of 3 tasks of catalog were stopped' }],
    });
    expect(called.filter((call) => call.includes('StopTask'))).toHaveLength(1);
    expect(await faults.stop(id)).toBe(false);
  });

  it.each([
    ['there is nothing to break', stopsTasks, { tasks: ['a'] }, 'no task of catalog was found to be stopped'],
    [
      'an alarm is on that stops it',
      stopsTasks,
      { alarms: ['staging/customers/errors'] },
      'Stop condition is in alarm',
    ],
    [
      'this machine has nothing for it',
      {
        ...stopsTasks,
        Actions: { fault: { ActionId: 'aws:ecs:task-cpu-stress', Targets: { Tasks: 'tasks' } } },
      },
      {},
      'aws:ecs:task-cpu-stress is not played here',
    ],
  ])('fail, and say so, where %s', async (_, properties, scene, sentence) => {
    const { faults } = await rehearsed(properties, scene);
    const [template] = await faults.templates();
    const { id } = await faults.start(template?.id ?? '', {});
    const { status, reason } = await faults.look(id);
    expect([status, reason]).toEqual(['failed', expect.stringContaining(sentence)]);
  });
});

describe('a call of FIS', () => {
  /** A server that answers with these, one after the other. */
  async function answering(answers: readonly (readonly [number, string])[]) {
    const asked: IncomingMessage[] = [];
    const server: Server = createServer((request, response) => {
      const [status, type] = answers[asked.length] ?? [200, ''];
      asked.push(request);
      request.resume();
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(type && { 'x-amzn-errortype': type }),
      });
      response.end(type === '' ? '{"experimentTemplates":[]}' : '{"message":"words"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () => void server.close();
    const { port } = server.address() as AddressInfo;
    return { asked, ...faultsAt(`http://127.0.0.1:${port}`) };
  }

  it('is signed for FIS, whatever client lends its parts', async () => {
    const { faults, asked } = await answering([]);
    await faults.templates();
    expect(asked[0]?.headers.authorization).toContain('/eu-central-1/fis/aws4_request');
    expect(asked[0]?.url).toBe('/experimentTemplates?maxResults=100');
  });

  it('is made again, later each time, where FIS is busy', async () => {
    const { faults, waits } = await answering([
      [429, 'ThrottlingException'],
      [500, 'InternalServerException'],
    ]);
    expect(await faults.templates()).toEqual([]);
    expect(waits).toEqual([1000, 2000]);
  });

  it('fails with the name that AWS gives the error, at once where it would fail again', async () => {
    const { faults, waits } = await answering([[403, 'ExpiredTokenException:http://internal']]);
    await expect(faults.templates()).rejects.toMatchObject({
      name: 'ExpiredTokenException',
      message: 'words',
    });
    expect(waits).toEqual([]);
  });
});
