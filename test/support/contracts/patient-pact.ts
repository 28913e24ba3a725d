import { PactV4 } from '@pact-foundation/pact';

/** What asks the mock server, which runs on a thread of its own. */
interface MockServer {
  mockServerMismatches(port: number): unknown;
  mockServerMatchedSuccessfully(port: number): boolean;
}

const longestMs = 1000;
const clock = new Int32Array(new SharedArrayBuffer(4));

/**
 * Since 16.3 the mock server answers before it has noted what came (pact-reference#535), and on a busy machine whoever
 * asks at once what is missing is told of what was just answered.
 */
export class PatientPact extends PactV4 {
  override setup(): void {
    super.setup();
    const server: MockServer = Reflect.get(this, 'pact');
    const { mockServerMismatches } = server;
    server.mockServerMismatches = (port) => {
      const until = performance.now() + longestMs;
      while (!server.mockServerMatchedSuccessfully(port) && performance.now() < until) {
        Atomics.wait(clock, 0, 0, 5);
      }
      return mockServerMismatches(port);
    };
  }
}
