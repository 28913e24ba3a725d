// Pact, which checks the contracts between services, would tell its makers of each run.
process.env.PACT_DO_NOT_TRACK = 'true';

const common = {
  rootDir: import.meta.dirname,
  // Files run as Node loads them, with no other world for each (docs/decisions/0054).
  testRunner: '<rootDir>/test/runner/run-file.ts',
  testEnvironment: '<rootDir>/test/runner/environment.ts',
  transform: {},
  // A test says what is so, not how fast: this is for one that hangs, on the slowest machine.
  testTimeout: 30_000,
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.shoal'],
};

/** `fast` needs nothing but Node; `integration` gets one MariaDB and one Redis; `e2e` starts rehearsals of its own. */
export default {
  projects: [
    {
      ...common,
      displayName: 'fast',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '\\.integration\\.test\\.ts$',
        '<rootDir>/test/(e2e|lib)/',
        '/(consumers|contracts)/[^/]+\\.test\\.ts$',
        '/(bad-input|bad-queries|fuzz)\\.test\\.ts$',
      ],
    },
    {
      ...common,
      displayName: 'integration',
      testMatch: [
        '<rootDir>/test/**/*.integration.test.ts',
        // What services need of each other is proved between them.
        '<rootDir>/test/**/{consumers,contracts}/*.test.ts',
        // Stacks are synthesized in many variants, one test after the other.
        '<rootDir>/test/lib/**/*.test.ts',
        // Thousands of random requests take their time.
        '<rootDir>/test/**/{bad-input,bad-queries,fuzz}.test.ts',
      ],
      testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
      globalSetup: '<rootDir>/test/support/start-servers.ts',
      globalTeardown: '<rootDir>/test/support/stop-servers.ts',
    },
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
  ],
};
