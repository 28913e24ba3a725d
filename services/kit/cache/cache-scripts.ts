/**
 * Keeps a loaded value, unless the key was forgotten after the load began: then what was loaded may be old.
 * KEYS: the key, its epoch. ARGV: the epoch before the load, the entry, its life in ms.
 */
export const fillScript = `
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

/** KEYS: the key, its epoch. ARGV: how long the epoch is remembered in ms. */
export const forgetScript = `
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return redis.call('DEL', KEYS[1])`;
