import { type DBSnapshot, DescribeDBSnapshotsCommand, type RDSClient } from '@aws-sdk/client-rds';

/** The snapshots of a stage's database that somebody asked for, those before deployments among them. */
export async function snapshotsOf(
  rds: Pick<RDSClient, 'send'>,
  stage: string,
): Promise<readonly DBSnapshot[]> {
  const found: DBSnapshot[] = [];
  let marker: string | undefined;
  do {
    const page = await rds.send(
      new DescribeDBSnapshotsCommand({
        DBInstanceIdentifier: `shoal-${stage}`,
        SnapshotType: 'manual',
        ...(marker && { Marker: marker }),
      }),
    );
    found.push(...(page.DBSnapshots ?? []));
    marker = page.Marker;
  } while (marker);
  return found;
}
