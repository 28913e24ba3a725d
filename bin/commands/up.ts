import { resolve } from 'node:path';
import { type Command, Refusal } from '../command.ts';
import { stateOption } from '../stage/state-folder.ts';
import { knownStage } from '../typed/known-stage.ts';
import { readTyped } from '../typed/typed.ts';
import { up } from '../up.ts';

export const command: Command = {
  usage: [
    'npm start',
    'npm start -- --fresh           starts with empty data',
    'npm start -- --stage prod      plays another stage',
    'npm start -- --ports 18000     moves every port: the endpoint to 18000, the shop to 18080 and 18443',
    'npm start -- --speed 1         lets deployments wait as long as AWS would; 60 times less otherwise',
    'npm start -- --calendar        sleeps, wakes and runs scheduled tasks at the hours of the stage',
    'npm start -- --events          prints every CloudFormation event, not only the failures',
    'npm start -- --state /tmp/two  keeps its data there: with other --ports, a second rehearsal beside the first',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, {
      options: {
        stage: { type: 'string', default: 'dev' },
        ports: { type: 'string', default: '8000' },
        speed: { type: 'string', default: '60' },
        state: stateOption,
        fresh: { type: 'boolean', default: false },
        events: { type: 'boolean', default: false },
        calendar: { type: 'boolean', default: false },
      },
    });
    return up({
      stage: knownStage(values.stage),
      basePort: wholeNumber('--ports', values.ports, { from: 1024, to: 60_000 }),
      speed: wholeNumber('--speed', values.speed, { from: 1, to: 10_000 }),
      stateFolder: resolve(values.state),
      fresh: values.fresh,
      showsEvents: values.events,
      keepsCalendar: values.calendar,
    });
  },
};

function wholeNumber(
  option: string,
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new Refusal(`${option} '${text}' is not a whole number from ${from} to ${to}.`);
}
