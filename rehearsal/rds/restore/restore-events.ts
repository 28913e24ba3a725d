import { NamedList, type Operation } from '../../plane.ts';
import { PropertyReader } from '../../property-reader.ts';
import type { RestoredDatabase } from './restored-database.ts';

/** What RDS tells of its databases: here, why one could not be restored, and no more. */
export function restoreEvents(
  restored: ReadonlyMap<string, RestoredDatabase>,
): Readonly<Record<string, Operation>> {
  return {
    DescribeEvents(input) {
      const asked = new PropertyReader('DescribeEvents', input).text('SourceIdentifier')?.toLowerCase();
      const events = [...restored.values()].flatMap(({ identifier, failure }) =>
        failure === undefined || (asked !== undefined && asked !== identifier)
          ? []
          : [
              {
                SourceIdentifier: identifier,
                SourceType: 'db-instance',
                Message: failure.cause,
                Date: new Date(failure.at).toISOString(),
                EventCategories: new NamedList('EventCategory', ['failure']),
              },
            ],
      );
      return { Events: new NamedList('Event', events) };
    },
  };
}
