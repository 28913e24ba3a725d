import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { RDSClient } from '@aws-sdk/client-rds';
import { buildBundle } from '../../pipeline/build/build-image.ts';
import { type AssemblyStack, readAssembly } from '../../rehearsal/cloudformation/assembly.ts';
import { Refusal } from '../command.ts';
import { guardRelease } from '../guard/guard-rehearsal.ts';
import { clientSettings } from '../stage/client-settings.ts';
import { rehearsalClient } from '../stage/rehearsal-client.ts';
import { synthesize } from '../synthesis.ts';
import { root } from '../tool.ts';
import { knownStage } from '../typed/known-stage.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';
import { beginStack, stands } from './begin-stack.ts';
import { servesAnother } from './deployment-refused.ts';
import { notReleased } from './not-released.ts';
import { followStack } from './stack-events.ts';
import { updateStacks } from './update-stacks.ts';

export interface RehearsalDeployment {
  readonly service: string;
  /** The state folder of the rehearsal. */
  readonly state: string;
  /** What somebody has decided to lose, by its address. */
  readonly letGo: readonly string[];
  /** Told when the release has begun and goes on without this process. */
  readonly began: () => void;
  readonly say: (sentence: string) => void;
}

/** Builds, synthesizes, and updates the service's stack as CloudFormation would; returns the exit code. */
export async function deployToRehearsal(deployment: RehearsalDeployment): Promise<number> {
  const { service, say, state, letGo, began } = deployment;
  const { addresses, settings: place } = await rehearsalClient(state);
  const settings = clientSettings(place);
  const stage = knownStage(addresses.stage);
  await refuseAsleep(new RDSClient(settings), stage, 'npx shoal wake, then deploy again');
  const assembly = join(state, 'cdk.out');
  const [{ tag }] = await Promise.all([
    buildBundle({ service, root, into: join(state, 'images') }),
    synthesize({ into: assembly, stage: addresses.stage, validate: false }),
  ]);
  say(`Built ${service}:${tag}`);
  const stackName = `${addresses.stage}-${service}`;
  const folder = join(assembly, `assembly-${addresses.stage}`);
  const stacks = readAssembly(folder);
  const stack = stacks.find((each) => each.stackName === stackName);
  if (stack === undefined) throw new Refusal(`stack '${stackName}' is not in ${assembly}.`);
  await guardRelease({ stage, settings, stackName, assembly, letGo });
  const cloudformation = new CloudFormationClient(settings);
  if (!(await stands({ cloudformation, stackName }))) {
    say(`${service} is new here: what it stands on comes first.`);
    await updateStacks({ cloudformation, assembly: folder, names: belowOf(stack, stacks), say });
  }
  const since = new Date();
  if (!(await beginStack({ cloudformation, stackName, templateFile: stack.templateFile, what: service }))) {
    const other = await servesAnother(new ECSClient(settings), { stage: addresses.stage, service, tag });
    say(other ?? `${service}:${tag} is what already runs: nothing to do.`);
    return other === undefined ? 0 : 1;
  }
  began();
  const outcome = await followStack({ cloudformation, stackName, since, say });
  if (outcome.succeeded) {
    say(`${service}:${tag} has all the traffic.`);
    return 0;
  }
  const clients = { ecs: new ECSClient(settings), logs: new CloudWatchLogsClient(settings) };
  const { stage: played } = addresses;
  for (const sentence of await notReleased({ ...clients, stage: played, service, since, outcome }))
    say(sentence);
  return 1;
}

/** The stacks that a stack reads outputs of, and those that they stand on. */
function belowOf(stack: AssemblyStack, stacks: readonly AssemblyStack[]): readonly string[] {
  const below = stacks.filter(({ artifactId }) => stack.dependsOn.includes(artifactId));
  return [...new Set(below.flatMap((each) => [...belowOf(each, stacks), each.stackName]))];
}
