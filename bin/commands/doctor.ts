import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { diagnose, diagnoseGround } from '../../pipeline/operations/doctor/diagnose.ts';
import { type Finding, findingsText } from '../../pipeline/operations/doctor/findings-text.ts';
import { gather } from '../../pipeline/operations/doctor/gather.ts';
import { gatherGround } from '../../pipeline/operations/doctor/gather-ground.ts';
import { services } from '../../platform/services.ts';
import type { Command } from '../command.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { coloursFor } from '../terminal/colours.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    'npx shoal doctor                          every service of the rehearsal that is up, and what they stand on',
    'npx shoal doctor catalog                  one of them',
    'npx shoal doctor catalog --stage dev      on AWS, with your credentials',
    'npx shoal doctor --json                   for programs',
    '',
    'It changes nothing. It exits with 0 where nothing is wrong, and with 2 where something is.',
  ].join('\n'),
  run: (args) =>
    operating(
      () => 'Nothing was changed: doctor only looks.',
      async () => {
        const { values, positionals } = readTyped(args, {
          names: 1,
          options: {
            stage: { type: 'string' },
            json: { type: 'boolean', default: false },
            state: stateOption,
          },
        });
        const [typed] = positionals;
        const named = typed === undefined ? undefined : knownService(typed);
        const { stage, settings, isRehearsal, here, aws } = await operatedStage(values);
        const clients = {
          ecs: new ECSClient(settings),
          codedeploy: new CodeDeployClient(settings),
          cloudformation: new CloudFormationClient(settings),
          elb: new ElasticLoadBalancingV2Client(settings),
          logs: new CloudWatchLogsClient(settings),
          cloudwatch: new CloudWatchClient(settings),
        };
        const now = Date.now();
        const patients = services.filter(({ name }) => named === undefined || name === named);
        const findings: Finding[] = [];
        if (named === undefined) {
          const ground = await gatherGround(clients.cloudformation, {
            stage: stage.name,
            here,
            aws,
            now,
            isRehearsal,
          });
          if (ground.length === 0) findings.push({ service: 'the ground', diagnoses: [] });
          for (const evidence of ground) {
            findings.push({
              service: `${stage.name}-${evidence.service}`,
              diagnoses: diagnoseGround(evidence),
            });
          }
        }
        // One after the other: CodeDeploy allows few calls a second.
        for (const [index, service] of patients.entries()) {
          const late = Date.now() - now > 2000;
          if (late) process.stderr.write(`${service.name} (${index + 1} of ${patients.length}) …\n`);
          const evidence = await gather(clients, { stage, service, here, aws, now, isRehearsal });
          findings.push({ service: service.name, diagnoses: diagnose(evidence) });
        }
        process.stdout.write(
          values.json
            ? `${JSON.stringify(findings, null, 2)}\n`
            : findingsText(findings, { stage: stage.name, now, paint: coloursFor(process.stdout) }),
        );
        return findings.some(({ diagnoses }) => diagnoses.some(({ weight }) => weight === 'wrong')) ? 2 : 0;
      },
    ),
};
