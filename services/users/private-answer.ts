/** No cache on the way may keep an answer that is about one person or holds a token. */
export const privately = { 'cache-control': 'no-store' } as const;
