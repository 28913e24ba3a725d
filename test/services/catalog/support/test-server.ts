/** A server that jest's global setup started. */
export interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly authorityFile: string;
}

export function testServer(variable: 'SHOAL_TEST_DATABASE' | 'SHOAL_TEST_CACHE'): TestServer {
  const text = process.env[variable];
  if (text === undefined) throw new Error(`${variable} is not set; run this in jest's integration project`);
  return JSON.parse(text);
}
