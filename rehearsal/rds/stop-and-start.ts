import type { Operation, Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { DatabaseInstance } from './database-instance.ts';
import { refuseUnless } from './database-refusals.ts';

export interface StopAndStartParts {
  readonly find: (identifier: string) => DatabaseInstance;
  readonly describe: (instance: DatabaseInstance) => Properties;
}

/** As on AWS, all answer at once, and `DescribeDBInstances` tells how far it is. */
export function stopAndStart({ find, describe }: StopAndStartParts): Readonly<Record<string, Operation>> {
  const instanceIn = (operation: string, input: Properties): DatabaseInstance =>
    find(new PropertyReader(operation, input).requiredText('DBInstanceIdentifier').toLowerCase());
  return {
    StopDBInstance(input) {
      const instance = instanceIn('StopDBInstance', input);
      refuseUnless(instance, 'available');
      void instance.fallAsleep();
      return { DBInstance: describe(instance) };
    },
    RebootDBInstance(input) {
      const instance = instanceIn('RebootDBInstance', input);
      refuseUnless(instance, 'available');
      void instance.restart();
      return { DBInstance: { ...describe(instance), DBInstanceStatus: 'rebooting' } };
    },
    StartDBInstance(input) {
      const instance = instanceIn('StartDBInstance', input);
      refuseUnless(instance, 'stopped');
      void instance.wakeUp();
      return { DBInstance: describe(instance) };
    },
  };
}
