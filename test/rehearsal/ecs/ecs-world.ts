import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AddressBook } from '../../../rehearsal/addresses.ts';
import type { Target, TargetHealth, Targets } from '../../../rehearsal/ecs/drain-on-stop.ts';
import { createEcsPlane, type EcsParts, type EcsPlane } from '../../../rehearsal/ecs/ecs-plane.ts';
import type { PlayedType, Properties } from '../../../rehearsal/plane.ts';
import { ProcessBook } from '../../../rehearsal/processes.ts';

/** A balancer that says of a target what `verdict` says, and writes down who came and went. */
export class FakeTargets implements Targets {
  verdict: (target: Target) => TargetHealth['state'] = () => 'initial';
  readonly log: string[] = [];
  readonly #groups = new Map<string, Target[]>();

  register(group: string, target: Target): void {
    this.log.push(`register ${group}`);
    this.#groups.set(group, [...(this.#groups.get(group) ?? []), target]);
  }

  async deregister(group: string, target: Target): Promise<void> {
    this.log.push(`deregister ${group}`);
    await sleep(20);
    this.log.push(`drained ${group}`);
    const others = (this.#groups.get(group) ?? []).filter(({ address }) => address !== target.address);
    this.#groups.set(group, others);
  }

  health(group: string): readonly TargetHealth[] {
    return (this.#groups.get(group) ?? []).map((target) => ({
      target,
      state: this.verdict(target),
      reason: 'Health checks failed with these codes: [503]',
    }));
  }
}

/** Stays until SIGTERM, and says what it was given. */
export const server = `
  console.log(JSON.stringify({ env: process.env, argv: process.argv.slice(2), execArgv: process.execArgv }));
  process.on('SIGTERM', () => { console.log('draining'); process.exit(0); });
  setInterval(() => {}, 1000);
`;

/** An ECS plane with images in a temporary folder, and what its surroundings saw. */
export class EcsWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'shoal-ecs-'));
  readonly targets = new FakeTargets();
  readonly lines: { group: string; stream: string; line: string }[] = [];
  readonly events: string[] = [];
  readonly processes = new ProcessBook(this.folder);
  readonly plane: EcsPlane;

  constructor(more: Partial<EcsParts> = {}) {
    // A server is healthy once it has printed the address it serves at.
    this.targets.verdict = ({ address }) =>
      this.lines.some(({ line }) => line.includes(address)) ? 'healthy' : 'initial';
    this.plane = createEcsPlane({
      region: 'eu-central-1',
      processes: this.processes,
      addresses: new AddressBook({ stateFolder: this.folder }),
      targets: this.targets,
      groups: { write: (group, stream, line) => this.lines.push({ group, stream, line }) },
      images: {
        resolve: async (image) => {
          if (image.includes('missing')) throw new Error(`no image ${image}: run \`npx shoal build\``);
          return { directory: join(this.folder, image) };
        },
      },
      valueOf: (name, key) => `${name}${key === undefined ? '' : `#${key}`}`,
      environment: () => ({ AWS_REGION: 'eu-central-1' }),
      onEvent: (_service, message) => this.events.push(message),
      native: {
        clock: { now: Date.now, sleep: () => Promise.resolve() },
        rules: { forwardOf: () => [], setForward: () => undefined },
        functions: { invoke: async () => ({ hookStatus: 'SUCCEEDED' }) },
        alarms: { inAlarm: () => [] },
        patienceMs: 0,
        steadyFloorMs: 0,
        targetGroups: { provenMsOf: () => 0 },
      },
      ...more,
    });
  }

  /** An image is a folder with a main.mjs. */
  image(name: string, script: string): string {
    mkdirSync(join(this.folder, name), { recursive: true });
    writeFileSync(join(this.folder, name, 'main.mjs'), script);
    return name;
  }

  async close(): Promise<void> {
    await this.plane.close();
    await this.processes.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  type(name: string): PlayedType {
    const found = this.plane.types.find(({ type }) => type === name);
    if (!found) throw new Error(`no type ${name}`);
    return found;
  }

  async create(type: string, properties: Properties): Promise<string> {
    const { physicalId } = await this.type(type).create({ ...call, type, properties });
    return physicalId;
  }

  async delete(type: string, physicalId: string): Promise<void> {
    await this.type(type).delete({ ...call, type, physicalId, properties: {} });
  }

  /** A revision of `dev-catalog` with one container `catalog` on port 21510. */
  define(image: string, container: Properties = {}): Promise<string> {
    return this.create('AWS::ECS::TaskDefinition', {
      Family: 'dev-catalog',
      Cpu: '256',
      Memory: '512',
      ContainerDefinitions: [
        {
          Name: 'catalog',
          Image: image,
          Command: ['main.mjs'],
          PortMappings: [{ ContainerPort: 21510 }],
          StopTimeout: 2,
          LogConfiguration: {
            LogDriver: 'awslogs',
            Options: { 'awslogs-group': '/shoal/dev/catalog', 'awslogs-stream-prefix': 'catalog' },
          },
          ...container,
        },
      ],
    });
  }

  serve(properties: Properties = {}): Promise<string> {
    return this.create('AWS::ECS::Service', {
      Cluster: 'dev',
      ServiceName: 'catalog',
      TaskDefinition: 'dev-catalog',
      DeploymentController: { Type: 'CODE_DEPLOY' },
      LoadBalancers: [{ ContainerName: 'catalog', ContainerPort: 21510, TargetGroupArn: 'blue' }],
      ...properties,
    });
  }

  async ask<Answer>(operation: string, input: object): Promise<Answer> {
    return (await this.plane.apis[0]?.operations[operation]?.({ ...input })) as Answer;
  }

  /** Waits for something that comes by itself, and fails with `what` where it does not. */
  async until(what: string, holds: () => unknown): Promise<void> {
    const deadline = Date.now() + 5000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`not within 5 s: ${what}`);
      await sleep(10);
    }
  }
}

export const call = {
  stackName: 'dev-catalog',
  stackId: 'arn:aws:cloudformation:stack',
  logicalId: 'Service',
  progress: () => undefined,
};
