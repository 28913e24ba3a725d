/**
 * Run by `onceInCache` together with the mark of the event. `keys`: the companions of each product of an order.
 * `values`: the weight of the order, how many companions are kept, their life in ms, then the products as in `keys`.
 */
export const learnEffect = `
for here = 1, #keys do
  for there = 1, #keys do
    if here ~= there then redis.call('ZINCRBY', keys[here], values[1], values[there + 3]) end
  end
  redis.call('ZREMRANGEBYRANK', keys[here], 0, -1 - tonumber(values[2]))
  redis.call('PEXPIRE', keys[here], values[3])
end`;

/** KEYS: the companions of products. ARGV: how many of each. Returns names and weights in turns, for each key. */
export const readScript = `
local all = {}
for index, key in ipairs(KEYS) do
  all[index] = redis.call('ZREVRANGE', key, 0, tonumber(ARGV[1]) - 1, 'WITHSCORES')
end
return all`;
