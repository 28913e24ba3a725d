import { CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';
import { versionedCopy } from '../support/versioned-copy.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { startLoad } from './load.ts';
import { shoppersOf } from './shoppers.ts';

/** From a line changed and committed to all of dev's traffic, by the pipeline as it is, while shoppers go on. */
export async function benchPipeline(ports: number): Promise<readonly Figure[]> {
  const copy = await versionedCopy();
  const rehearsal = await startRehearsal({ folder: copy.folder, ports });
  try {
    const load = startLoad({
      origin: rehearsal.shop,
      perSecond: 10,
      next: await shoppersOf(rehearsal),
      atMostSeconds: 600,
    });
    await copy.edit('services/catalog/service.ts', (text) => `${text}\n// a change\n`);
    copy.commit('Change a line');
    const since = Date.now();
    const run = await rehearsal.shoal(['pipeline', 'run', 'catalog', '--yes']);
    const report = await load.stop();
    if (run.code !== 0) process.stderr.write(run.output);
    return [
      atMost('from a committed line to all of dev’s traffic', run.seconds, 90, 's'),
      ...partsOf(run.output),
      ...(await resourcesSince(rehearsal.settings, since)),
      atMost('pipelines that did not come through', run.code === 0 ? 0 : 1, 0, 'pipelines', 0),
      atMost(`failed requests of ${report.sent} meanwhile`, report.failed, 0, 'requests', 0),
    ];
  } finally {
    await rehearsal.stop();
    await copy.remove();
  }
}

/** The lines of the command's own table: each stage, and below it what took its time. */
function partsOf(output: string): readonly Figure[] {
  return output.split('\n').flatMap((line) => {
    const [, part = '', seconds = ''] = /^( {0,2}\S.*?) {2,}(\d+\.\d) s$/.exec(line) ?? [];
    return part === '' || /not-played/.test(part) ? [] : [shown(`  ${part}`, `${seconds} s`)];
  });
}

/** What took its time within the stack: the migration, and the release. */
async function resourcesSince(
  settings: RunningRehearsal['settings'],
  since: number,
): Promise<readonly Figure[]> {
  const cloudformation = new CloudFormationClient(settings);
  const { StackEvents = [] } = await cloudformation.send(
    new DescribeStackEventsCommand({ StackName: 'dev-catalog' }),
  );
  const at = (type: string, status: string): number | undefined =>
    StackEvents.find(
      ({ ResourceType, ResourceStatus, Timestamp }) =>
        ResourceType === type && ResourceStatus === status && (Timestamp?.getTime() ?? 0) >= since,
    )?.Timestamp?.getTime();
  return ['Custom::Migration', 'Custom::Release'].flatMap((type) => {
    const [from, to] = [at(type, 'UPDATE_IN_PROGRESS'), at(type, 'UPDATE_COMPLETE')];
    if (from === undefined || to === undefined) return [];
    return [shown(`    ${type}`, `${((to - from) / 1000).toFixed(1)} s`)];
  });
}
