import { type Command, Refusal } from '../command.ts';
import { knownService } from '../known-service.ts';
import { operatorRelease } from '../operator-release.ts';
import { stateOption } from '../state-folder.ts';
import { readTyped } from '../typed.ts';

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
