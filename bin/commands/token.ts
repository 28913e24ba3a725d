import { openTokenKeys } from '../../rehearsal/token-keys.ts';
import { type Command, Refusal } from '../command.ts';
import { rehearsalClient } from '../stage/rehearsal-client.ts';
import { stateOption } from '../stage/state-folder.ts';
import { tokenTermsOf } from '../token-terms.ts';
import { readTyped } from '../typed/typed.ts';
import { unknownName } from '../typed/unknown-name.ts';

const roles = ['customer', 'staff', 'operator'];

export const command: Command = {
  usage: `npx shoal token --role staff\nnpx shoal token --role customer --minutes 60\nroles: ${roles.join(', ')}`,
  run: async (args) => {
    const { values } = readTyped(args, {
      options: {
        role: { type: 'string', default: 'customer' },
        minutes: { type: 'string', default: '15' },
        state: stateOption,
      },
    });
    if (!roles.includes(values.role)) throw unknownName(values.role, 'a role', roles);
    const minutes = Number(values.minutes);
    if (!(minutes > 0 && minutes <= 1440)) {
      throw new Refusal(`--minutes '${values.minutes}' is not between 1 and 1440.`);
    }
    const terms = await tokenTermsOf(await rehearsalClient(values.state));
    const keys = await openTokenKeys({ stateFolder: values.state, ...terms });
    process.stdout.write(
      `${await keys.signToken({ subject: 'rehearsal', roles: [values.role], minutes })}\n`,
    );
    return 0;
  },
};
