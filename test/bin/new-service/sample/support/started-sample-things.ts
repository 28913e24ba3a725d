import { createSampleThingsApp } from '../../../../../bin/new-service/sample/app.ts';
import { InMemorySampleThingStore } from '../../../../../bin/new-service/sample/in-memory-sample-thing-store.ts';
import { createTokenVerifier } from '../../../../../services/kit/auth/token-verifier.ts';
import { createHealth } from '../../../../../services/kit/health/health.ts';
import {
  type CatalogClient,
  createCatalogClient,
} from '../../../../services/catalog/support/catalog-client.ts';
import { type RecordedLog, recordedLog } from '../../../../services/kit/support/recorded-log.ts';
import { startApp } from '../../../../services/kit/support/start-app.ts';
import { createTestTokens, type TestTokens } from '../../../../support/tokens.ts';

export interface StartedSampleThings {
  readonly url: string;
  readonly ask: CatalogClient;
  readonly tokens: TestTokens;
  readonly lines: RecordedLog['lines'];
  close(): Promise<void>;
}

/** Sample things on a real socket. */
export async function startSampleThings(): Promise<StartedSampleThings> {
  const { log, lines } = recordedLog();
  const tokens = await createTestTokens();
  const health = createHealth({ needs: {}, log });
  health.start();
  const app = createSampleThingsApp({
    sampleThings: new InMemorySampleThingStore(),
    health,
    tokens: createTokenVerifier(tokens),
    log,
  });
  const { url, close } = await startApp(app);
  return { url, ask: createCatalogClient(url, tokens), tokens, lines, close };
}
