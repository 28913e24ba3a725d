import { type Command, Refusal } from '../command.ts';
import { operatorRelease } from '../release/operator-release.ts';
import { stateOption } from '../stage/state-folder.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    'npx shoal restart catalog                  in the rehearsal that is up',
    'npx shoal restart catalog --stage prod     on AWS, with your credentials',
    '',
    'The same revision again, with new tasks, by an ordinary release of CodeDeploy or of ECS, whichever moves the',
    "stage's traffic. The old ones serve until the new ones are proved, and no request is lost.",
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: { stage: { type: 'string' }, state: stateOption },
    });
    const [typed] = positionals;
    if (typed === undefined) throw new Refusal('Name the service to restart: npx shoal restart catalog.');
    const service = knownService(typed);
    return operatorRelease({
      verb: 'restart',
      service,
      asked: values,
      choose: async ({ serving }) => serving,
    });
  },
};
