import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { validateServices } from '../../platform/service-validation.ts';
import { services } from '../../platform/services.ts';
import { DefinitionError } from '../../platform/validation/problem.ts';
import { type Command, Refusal } from '../command.ts';
import { writeService } from '../new-service/new-service.ts';
import { formsOf, singularOf } from '../new-service/service-words.ts';
import { root, runTool } from '../tool.ts';
import { readTyped } from '../typed/typed.ts';
import { unknownName } from '../typed/unknown-name.ts';

const needs = ['database', 'cache'] as const;

export const command: Command = {
  usage: [
    'npx shoal new-service reviews --needs database,cache',
    'npx shoal new-service reviews --needs database --owner storefront',
    'npx shoal new-service search --thing query        where what it keeps one of cannot be told from its name',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: {
        needs: { type: 'string', default: '' },
        owner: { type: 'string', default: 'platform' },
        thing: { type: 'string' },
      },
    });
    const [name] = positionals;
    if (name === undefined)
      throw new Refusal('Name the service: npx shoal new-service reviews --needs database,cache.');
    const definition = definitionOf({ name, needs: needsIn(values.needs), owner: values.owner });
    const thing = thingOf(name, values.thing);
    const written = await writeService({ root, definition, thing });
    await runTool('biome', ['check', '--write', ...written]);
    for (const path of written) process.stdout.write(`${path}\n`);
    process.stderr.write(
      [
        `'${name}' is there, owned by team '${values.owner}', behind the internal load balancer.`,
        'Prove it:                  npm test',
        `Run it:                    npm start, then npx shoal logs ${name}`,
        `Let the public reach it:   name '${name}' in the calls of services/gateway/service.ts and route a path to it there`,
        '',
      ].join('\n'),
    );
    return 0;
  },
};

function needsIn(typed: string): ServiceDefinition['needs'] {
  const named = typed
    .split(',')
    .map((need) => need.trim())
    .filter((need) => need !== '');
  const unknown = named.find((need) => !needs.some((known) => known === need));
  if (unknown !== undefined) throw unknownName(unknown, 'what a service can need here', needs);
  return {
    database: named.includes('database'),
    cache: named.includes('cache'),
    publishes: [],
    subscribes: [],
  };
}

/** Sources name the service as a constant, so what JavaScript reads otherwise cannot be one. */
const reserved =
  /^(await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/;

type Chosen = Pick<ServiceDefinition, 'name' | 'needs' | 'owner'>;

/** Refused where the list of services would be with it: nothing is written then. */
function definitionOf(chosen: Chosen): ServiceDefinition {
  if (reserved.test(chosen.name)) {
    throw new Refusal(
      `'${chosen.name}' is a word of JavaScript: name the service otherwise, for example '${chosen.name}-desk'.`,
    );
  }
  if (services.some(({ name }) => name === chosen.name)) {
    throw new Refusal(
      `There is a service '${chosen.name}' already, in services/${chosen.name}: choose another name.`,
    );
  }
  const definition: ServiceDefinition = {
    ...chosen,
    about: 'New.',
    port: Math.max(...services.map(({ port }) => port)) + 1,
    route: 'internal',
    healthPath: '/health/ready',
    size: { cpu: 256, memoryMiB: 512 },
    scaling: { requestsPerTaskPerMinute: 6000, cpuPercent: 60 },
    objectives: { availabilityPercent: 99.9, latency: { percent: 99, withinMs: 300 } },
    calls: [],
    tasks: [],
  };
  try {
    validateServices([...services, definition]);
  } catch (error) {
    if (error instanceof DefinitionError) throw new Refusal(error.message);
    throw error;
  }
  return definition;
}

function thingOf(name: string, typed: string | undefined): string {
  const thing = typed ?? singularOf(name);
  const fix = 'say what it keeps one of with --thing, for example --thing entry';
  if (thing === undefined || thing === name) {
    throw new Refusal(`What '${name}' keeps one of cannot be told from its name: ${fix}.`);
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(thing)) {
    throw new Refusal(
      `--thing '${thing}' has the wrong form, allowed: small letters, digits and single dashes; ${fix}.`,
    );
  }
  const { pascal } = formsOf(thing);
  if (pascal in globalThis) throw new Refusal(`A type '${pascal}' is a part of JavaScript already: ${fix}.`);
  return thing;
}
