/**
 * A cart is a hash: `version`, and for each product `quantity:<id>`, `told:<id>` (JSON) and `since:<id>` (its place).
 * Versions grow with the server's time, so one that lapsed with its cart never comes back.
 */
const common = `
local function nextVersion(key)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local version = tonumber(redis.call('HGET', key, 'version') or '0')
  return string.format('%.0f', math.max(version + 1, now))
end
local function touch(key, life)
  redis.call('HSET', key, 'version', nextVersion(key))
  redis.call('PEXPIRE', key, life)
end
local function refusal(key, kind, expected)
  local version = redis.call('HGET', key, 'version')
  if not version and kind == 'guest' then return 'unknown-cart' end
  if expected == 'any' then return nil end
  if not string.find(' ' .. expected .. ' ', ' ' .. (version or '0') .. ' ', 1, true) then return 'other-version' end
  return nil
end
local function count(key) return (redis.call('HLEN', key) - 1) / 3 end
`;

/** KEYS: cart. ARGV: life in ms. */
export const createScript = `${common}
touch(KEYS[1], ARGV[1])
return redis.call('HGETALL', KEYS[1])`;

/** KEYS: cart. ARGV: life in ms. */
export const readScript = `
local fields = redis.call('HGETALL', KEYS[1])
if #fields > 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return fields`;

/** KEYS: cart. ARGV: life, kind, expected versions, most items, product, quantity, what was told, where it stands. */
export const putItemScript = `${common}
local refused = refusal(KEYS[1], ARGV[2], ARGV[3])
if refused then return refused end
local quantity = 'quantity:' .. ARGV[5]
if redis.call('HEXISTS', KEYS[1], quantity) == 0 and count(KEYS[1]) >= tonumber(ARGV[4]) then return 'full' end
redis.call('HSET', KEYS[1], quantity, ARGV[6], 'told:' .. ARGV[5], ARGV[7])
redis.call('HSETNX', KEYS[1], 'since:' .. ARGV[5], nextVersion(KEYS[1]))
touch(KEYS[1], ARGV[1])
return redis.call('HGETALL', KEYS[1])`;

/** KEYS: cart. ARGV: life, kind, expected versions, product. What is not in changes nothing. */
export const removeItemScript = `${common}
local refused = refusal(KEYS[1], ARGV[2], ARGV[3])
if refused then return refused end
local product = ARGV[4]
if redis.call('HDEL', KEYS[1], 'quantity:' .. product, 'told:' .. product, 'since:' .. product) > 0 then
  touch(KEYS[1], ARGV[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return redis.call('HGETALL', KEYS[1])`;

/** KEYS: cart. ARGV: life, kind, expected versions. */
export const clearScript = `${common}
local refused = refusal(KEYS[1], ARGV[2], ARGV[3])
if refused then return refused end
if count(KEYS[1]) > 0 then
  local version = nextVersion(KEYS[1])
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'version', version)
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return redis.call('HGETALL', KEYS[1])`;

/** KEYS: cart. ARGV: life, kind, expected version, then product and what is told of it, in turns. */
export const retellScript = `${common}
local refused = refusal(KEYS[1], ARGV[2], ARGV[3])
if refused then return refused end
for index = 4, #ARGV, 2 do redis.call('HSET', KEYS[1], 'told:' .. ARGV[index], ARGV[index + 1]) end
touch(KEYS[1], ARGV[1])
return redis.call('HGETALL', KEYS[1])`;

/** KEYS: the guest's cart, the user's. ARGV: the user's life, most items, most of one. Returns the cart and what was left. */
export const mergeScript = `${common}
local guest = redis.call('HGETALL', KEYS[1])
local fields = {}
local products = {}
for index = 1, #guest, 2 do
  fields[guest[index]] = guest[index + 1]
  local product = string.match(guest[index], '^quantity:(.+)$')
  if product then table.insert(products, product) end
end
local function place(product) return tonumber(fields['since:' .. product]) end
table.sort(products, function(a, b)
  if place(a) == place(b) then return a < b end
  return place(a) < place(b)
end)
local left = {}
for _, product in ipairs(products) do
  local quantity = 'quantity:' .. product
  local held = redis.call('HGET', KEYS[2], quantity)
  if held then
    local both = math.min(tonumber(held) + tonumber(fields[quantity]), tonumber(ARGV[3]))
    redis.call('HSET', KEYS[2], quantity, string.format('%.0f', both))
  elseif count(KEYS[2]) < tonumber(ARGV[2]) then
    touch(KEYS[2], ARGV[1])
    redis.call('HSET', KEYS[2], quantity, fields[quantity], 'told:' .. product, fields['told:' .. product],
      'since:' .. product, redis.call('HGET', KEYS[2], 'version'))
  else
    table.insert(left, product)
  end
end
if #products > 0 then touch(KEYS[2], ARGV[1]) end
redis.call('DEL', KEYS[1])
return { redis.call('HGETALL', KEYS[2]), left }`;
