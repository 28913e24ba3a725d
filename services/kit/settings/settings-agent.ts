import { Agent, request } from 'undici';

/** The AppConfig agent beside this task, which keeps what is deployed and answers at once. */
export interface SettingsAgent {
  /** The document of now. */
  read(): Promise<string>;
  close(): Promise<void>;
}

const limitMs = 2000;
const longest = 256 * 1024;

export function createSettingsAgent(url: string): SettingsAgent {
  const dispatcher = new Agent({
    connections: 1,
    headersTimeout: limitMs,
    bodyTimeout: limitMs,
    maxResponseSize: longest,
    connect: { timeout: limitMs },
  });
  return {
    async read() {
      const { statusCode, body } = await request(url, {
        dispatcher,
        signal: AbortSignal.timeout(2 * limitMs),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`GET ${url} answered ${statusCode}`);
      return text;
    },
    close: () => dispatcher.destroy(),
  };
}
