/** What a Valkey server of ours does differently from ElastiCache's defaults. */
export const cacheParameters: Readonly<Record<string, string>> = {
  // When memory is full, what would end soonest goes first: copies of what a database has, kept for a minute, and
  // counters of requests, before guests' carts of a week and users' carts of three months. The default looks at the last
  // use alone, and would drop the cart of someone who is away before a copy that anybody can make again.
  'maxmemory-policy': 'volatile-ttl',
};
