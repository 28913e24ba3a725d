/**
 * Counts an attempt, and says in how many ms one is allowed again: 0 where this one is.
 * KEYS: what is counted. ARGV: how many are allowed, the window in ms.
 */
export const takeScript = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
if count <= tonumber(ARGV[1]) then return 0 end
return math.max(1, redis.call('PTTL', KEYS[1]))`;

/** Takes an attempt back. KEYS: what is counted. */
export const giveBackScript = `
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then return redis.call('DECR', KEYS[1]) end
return 0`;
