import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { RDSClient } from '@aws-sdk/client-rds';
import { AlarmBeforeDrillError, drill } from '../../pipeline/operations/drill/drill.ts';
import { drillReport, wasUnnoticed } from '../../pipeline/operations/drill/drill-report.ts';
import { createFaultInjection } from '../../pipeline/operations/drill/fault-injection.ts';
import { createFisCaller } from '../../pipeline/operations/drill/fis-caller.ts';
import { startLightTraffic } from '../../pipeline/operations/drill/light-traffic.ts';
import { firingIn } from '../../pipeline/operations/firing.ts';
import { services } from '../../platform/services.ts';
import { type Command, Refusal } from '../command.ts';
import { askShop } from '../drill/ask-shop.ts';
import { chosenDrill, drillsOf, refuseUnasked } from '../drill/chosen-drill.ts';
import { stopDrill } from '../drill/stop-drill.ts';
import { isWhole } from '../drill/whole-stage.ts';
import { writeReport } from '../drill/write-report.ts';
import { refuseWhileDeployed } from '../release/under-way.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { defaultStateFolder, stateOption } from '../stage/state-folder.ts';
import { askYes } from '../terminal/ask-yes.ts';
import { say } from '../terminal/say.ts';
import { readTyped } from '../typed/typed.ts';

/** What a shopper sees first, and what needs the database. */
const paths = ['/', '/v1/products?limit=1'];

export const command: Command = {
  usage: [
    'npx shoal drill --stage staging                                the drills there are',
    'npx shoal drill stop-tasks-catalog --stage staging             asks first, then breaks it and watches',
    'npx shoal drill fail-database-over --stage staging --yes       agreed to beforehand',
    'npx shoal drill stop-tasks-catalog                             in the rehearsal that is up (npm start -- --stage staging)',
    '',
    'A stage that serves customers is refused without --prod. It stops by itself as soon as customers notice, and with',
    'Ctrl-C. Meanwhile it asks the shop five times a second, and it writes a report to .shoal/drills (--report <folder>).',
    'Exits with 0 where nobody noticed, with 2 where somebody did, and with 1 where nothing could be broken.',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: {
        stage: { type: 'string' },
        yes: { type: 'boolean', default: false },
        prod: { type: 'boolean', default: false },
        report: { type: 'string', default: join(defaultStateFolder, 'drills') },
        state: stateOption,
      },
    });
    let left = async (): Promise<string> => 'Nothing was begun.';
    return operating(
      () => left(),
      async () => {
        const { stage, settings, isRehearsal, operator, shop, here, aws } = await operatedStage(values);
        refuseUnasked(stage, { prod: values.prod, isRehearsal });
        const ecs = new ECSClient(settings);
        const endpoint = 'endpoint' in settings ? settings.endpoint : undefined;
        const faults = createFaultInjection(createFisCaller({ ecs, endpoint }));
        const drills = drillsOf(stage.name, await faults.templates());
        const [typed] = positionals;
        if (typed === undefined) {
          for (const [name, { description }] of drills)
            process.stdout.write(`${name.padEnd(32)} ${description}\n`);
          return 0;
        }
        const chosen = chosenDrill(typed, stage.name, drills);
        const now = Date.now();
        const cloudformation = new CloudFormationClient(settings);
        await refuseWhileDeployed(cloudformation, { stage: stage.name, what: 'drill', now });
        const where = isRehearsal ? 'rehearsed on this machine' : stage.region;
        say(`${typed} in ${stage.name} (${where}): ${chosen.description}.`);
        if (!values.yes) await askYes('Shall it begin?');
        const ask =
          shop === undefined
            ? undefined
            : await askShop({
                origin: shop,
                host: 'none' in stage.domain ? undefined : stage.domain.name,
                stateFolder: isRehearsal ? resolve(values.state) : undefined,
              });
        const cloudwatch = new CloudWatchClient(settings);
        const rds = new RDSClient(settings);
        const names = services.map(({ name }) => name);
        try {
          const record = await drill(
            {
              faults,
              firing: () => firingIn(cloudwatch, stage.name),
              whole: () => isWhole({ ecs, rds, stage: stage.name, services: names }),
              startTraffic: ask && (() => startLightTraffic({ ask, paths, perSecond: 5 })),
              pace: { now: Date.now, say, pause: () => sleep(isRehearsal ? 250 : 5000) },
              settleMs: isRehearsal ? 5000 : 120_000,
              began: (id) => {
                left = () => stopDrill(faults, id, { here, aws });
              },
            },
            chosen,
            { 'shoal:started-by': operator },
          );
          const reported = { ...record, stage: stage.name, where, operator };
          const text = drillReport(reported);
          const file = await writeReport(resolve(values.report), `${stage.name}-${typed}`, {
            md: text,
            json: `${JSON.stringify(reported, null, 2)}\n`,
          });
          process.stdout.write(text);
          say(`The report is ${file}.`);
          if (record.outcome === 'failed') return 1;
          return wasUnnoticed(record) ? 0 : 2;
        } catch (error) {
          if (!(error instanceof AlarmBeforeDrillError)) throw error;
          throw new Refusal(`${error.message}: npx shoal doctor says what is wrong. Nothing was begun.`);
        }
      },
    );
  },
};
