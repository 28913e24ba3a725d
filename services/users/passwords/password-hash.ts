export interface Argon2Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface Argon2Hash extends Argon2Cost {
  readonly salt: Buffer;
  readonly key: Buffer;
}

const written =
  /^\$argon2id\$v=19\$m=(?<memoryKiB>\d+),t=(?<passes>\d+),p=(?<lanes>\d+)\$(?<salt>[\w+/]+)\$(?<key>[\w+/]+)$/;

/** In the way all libraries of Argon2 write it (PHC), so that another one could read it. */
export function formatHash({ memoryKiB, passes, lanes, salt, key }: Argon2Hash): string {
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$${base64(salt)}$${base64(key)}`;
}

export function parseHash(text: string): Argon2Hash {
  const { memoryKiB, passes, lanes, salt, key } = written.exec(text)?.groups ?? {};
  if (salt === undefined || key === undefined) {
    // The text itself is kept out of the message, and so out of logs.
    throw new Error(`a stored password hash of ${text.length} characters is not written as $argon2id$v=19$…`);
  }
  return {
    memoryKiB: Number(memoryKiB),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  };
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
