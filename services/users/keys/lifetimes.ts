const minuteMs = 60_000;

/** Of an access token: what a role that was taken away, or a stolen token, is still good for. */
export const accessTokenMs = 10 * minuteMs;

/** How long a new key is published before it signs. Everybody reads the keys once a minute. */
export const publishedAheadMs = 10 * minuteMs;

/** How long a key stays published after it has signed its last token. */
export const publishedAfterMs = accessTokenMs + minuteMs;
