/**
 * What a service may do in the cache: read and write its own keys. Later words take from what earlier ones gave:
 * stored functions are shared by all, `SCAN`, `RANDOMKEY` and `DBSIZE` tell of keys of others, and what the server
 * calls dangerous reads or changes it as a whole. A script of its own may ask for the time, so that all tasks go by
 * one clock.
 */
export function keySpaceOf(service: string): string {
  return [
    'on',
    `~${service}:*`,
    '-@all',
    ...['+@read', '+@write', '+@transaction'],
    ...['-@dangerous', '-@scripting', '-scan', '-randomkey', '-dbsize'],
    ...['+ping', '+eval', '+evalsha', '+time'],
  ].join(' ');
}

/** Without a user called `default` of ours, the server brings one that may do everything. */
export const nothing = 'off -@all';
