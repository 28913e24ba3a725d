/**
 * A token bucket in the cache, from which a task takes several tokens at once.
 * KEYS: the client's bucket. ARGV: its size, the ms in which it fills, how many tokens are wanted.
 * Gives: how many were granted, how many are left, and the ms until there is one again.
 */
export const leaseScript = `
local size, window, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1]) or size, tonumber(bucket[2]) or now
tokens = math.min(size, tokens + math.max(0, now - at) * size / window)
local granted = math.min(wanted, math.floor(tokens))
tokens = tokens - granted
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', now)
redis.call('PEXPIRE', KEYS[1], window)
local wait = 0
if tokens < 1 then wait = math.ceil((1 - tokens) * window / size) end
return {granted, math.floor(tokens), wait}`;
