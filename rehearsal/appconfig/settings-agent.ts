import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Address } from '../addresses.ts';
import { AwsError } from '../plane.ts';
import type { AppConfigBook } from './appconfig-book.ts';

/** Plays the AppConfig agent: one for all tasks, in place of a container beside each. */
export class SettingsAgent {
  readonly #book: AppConfigBook;
  readonly #claim: () => Promise<Address>;
  #server: Server | undefined;
  #starting: Promise<string> | undefined;
  #origin: string | undefined;

  constructor(book: AppConfigBook, claim: () => Promise<Address>) {
    this.#book = book;
    this.#claim = claim;
  }

  /** Where it answers, once it does. */
  get origin(): string | undefined {
    return this.#origin;
  }

  start(): Promise<string> {
    this.#starting ??= this.#listen();
    return this.#starting;
  }

  async close(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    const server = this.#server;
    if (!server?.listening) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  async #listen(): Promise<string> {
    const { host, port } = await this.#claim();
    const server = createServer(({ url = '/' }, response) => this.#answer(url, response));
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    this.#server = server;
    const address = server.address();
    this.#origin = `http://${host}:${typeof address === 'object' && address ? address.port : port}`;
    return this.#origin;
  }

  #answer(url: string, response: ServerResponse): void {
    try {
      const { content, contentType, number } = this.#deployedAt(url);
      response.writeHead(200, {
        'content-type': contentType,
        'content-length': Buffer.byteLength(content),
        'configuration-version': String(number),
      });
      response.end(content);
    } catch (error) {
      const body = JSON.stringify({ Message: error instanceof Error ? error.message : String(error) });
      response.writeHead(error instanceof AwsError ? error.status : 500, {
        'content-type': 'application/json',
      });
      response.end(body);
    }
  }

  #deployedAt(url: string) {
    const { pathname } = new URL(url, 'http://agent');
    const [, application, environment, profile] =
      /^\/applications\/([^/]+)\/environments\/([^/]+)\/configurations\/([^/]+)$/
        .exec(pathname)
        ?.map(decodeURIComponent) ?? [];
    if (profile === undefined)
      throw new AwsError('BadRequestException', `${pathname} names no configuration`);
    const { id } = this.#book.profile(application, profile);
    const version = this.#book.environment(application, environment).deployed.get(id);
    if (version !== undefined) return version;
    throw new AwsError(
      'ResourceNotFoundException',
      `nothing of '${profile}' is deployed to '${environment}'`,
      404,
    );
  }
}
