import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  type Service,
} from '@aws-sdk/client-ecs';
import { services } from '../../platform/services.ts';
import type { Command } from '../command.ts';
import { rehearsalClient } from '../rehearsal-client.ts';
import { stateOption } from '../state-folder.ts';
import { readTyped } from '../typed.ts';

export const command: Command = {
  usage: 'npx shoal status\nnpx shoal status --json',
  run: async (args) => {
    const { values } = readTyped(args, {
      options: { json: { type: 'boolean', default: false }, state: stateOption },
    });
    const { addresses, settings } = await rehearsalClient(values.state);
    const ecs = new ECSClient(settings);
    const described = await ecs.send(
      new DescribeServicesCommand({
        cluster: addresses.stage,
        services: services.map(({ name }) => name),
      }),
    );
    const rows = await Promise.all((described.services ?? []).map((service) => rowOf(ecs, service)));
    process.stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows));
    return 0;
  },
};

interface Row {
  readonly service: string;
  readonly running: number;
  readonly desired: number;
  readonly serving: string;
  readonly arriving: string;
}

async function rowOf(ecs: ECSClient, service: Service): Promise<Row> {
  const primary = service.taskSets?.find(({ status }) => status === 'PRIMARY');
  const arriving = service.taskSets?.find(({ status }) => status === 'ACTIVE');
  return {
    service: service.serviceName ?? '',
    running: service.runningCount ?? 0,
    desired: service.desiredCount ?? 0,
    serving: await versionOf(ecs, primary?.taskDefinition ?? service.taskDefinition),
    arriving: await versionOf(ecs, arriving?.taskDefinition),
  };
}

async function versionOf(ecs: ECSClient, taskDefinition: string | undefined): Promise<string> {
  if (taskDefinition === undefined) return '-';
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const image = described.taskDefinition?.containerDefinitions?.[0]?.image ?? '';
  return image.slice(image.lastIndexOf(':') + 1);
}

function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['service', 'tasks', 'serving', 'arriving'],
    ...rows.map((row) => [row.service, `${row.running}/${row.desired}`, row.serving, row.arriving]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map(
      (line) =>
        `${line
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
