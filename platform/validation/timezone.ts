import { type Check, correctionOf } from './shape.ts';

/** A zone that AWS's schedules and this machine know by the same name. */
export const timezone: Check = (value) =>
  typeof value === 'string' && known().includes(value)
    ? undefined
    : {
        wrong: 'is no timezone',
        allowed: 'UTC or a name like Europe/Berlin',
        fix: typeof value === 'string' ? correctionOf(value, known()) : "write it like 'Europe/Berlin'",
      };

function known(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}
