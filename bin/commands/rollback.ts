import { registered } from '../../pipeline/operations/release/registered.ts';
import { definitionOf } from '../../pipeline/operations/release/served-before.ts';
import { familyOf, revisionOf } from '../../pipeline/release/revision.ts';
import { type Command, Refusal } from '../command.ts';
import { operatorRelease, type ReleaseChoice } from '../release/operator-release.ts';
import { stateOption } from '../stage/state-folder.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    'npx shoal rollback catalog                  to what served before, in the rehearsal that is up',
    'npx shoal rollback catalog --to 11          to a revision of yours, or forward again',
    'npx shoal rollback catalog --stage prod     on AWS, with your credentials',
    '',
    'An ordinary release of the earlier revision: proved on test traffic, step by step, stopped by alarms.',
    'The schema stays as it is, which every migration allows. The stack still names the newer version, and',
    'the next deployment brings whatever the code is then. Where ECS moves the traffic (ecs-native), a deployment that',
    'fails goes back to what the stack names, and not to what you went back to.',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: { to: { type: 'string' }, stage: { type: 'string' }, state: stateOption },
    });
    const [typed] = positionals;
    if (typed === undefined) throw new Refusal('Name the service to roll back: npx shoal rollback catalog.');
    const service = knownService(typed);
    if (values.to !== undefined && !/^[1-9]\d*$/.test(values.to)) {
      throw new Refusal(`--to '${values.to}' is no revision: use its number, as 11 of dev-${service}:11.`);
    }
    return operatorRelease({
      verb: 'rollback',
      service,
      asked: values,
      choose: (parts) => earlierOf(parts, values.to),
    });
  },
};

async function earlierOf(
  { ecs, serving, servedBefore }: ReleaseChoice,
  to: string | undefined,
): Promise<string> {
  const family = familyOf(serving);
  const wanted = to === undefined ? await servedBefore() : await definitionOf(ecs, `${family}:${to}`);
  if (wanted?.taskDefinitionArn === undefined) {
    throw new Refusal(
      to === undefined
        ? `${revisionOf(serving)} is the only version of it that ever served here: there is nothing to go back to. Nothing was begun.`
        : `There is no revision ${family}:${to}: ${revisionOf(serving)} serves. Nothing was begun.`,
    );
  }
  if (wanted.taskDefinitionArn === serving) {
    throw new Refusal(`${revisionOf(serving)} is what serves already. Nothing was begun.`);
  }
  const image = wanted.containerDefinitions?.[0]?.image ?? '';
  const arn = await registered(ecs, wanted);
  const as = arn === wanted.taskDefinitionArn ? '' : `, registered anew as ${revisionOf(arn)}`;
  process.stderr.write(
    `From ${revisionOf(serving)} to ${revisionOf(wanted.taskDefinitionArn)} (image ${image.slice(image.lastIndexOf(':') + 1)})${as}.\n`,
  );
  return arn;
}
