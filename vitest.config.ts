import { defineConfig } from 'vitest/config';

/** Seconds that each property may take: a test has a few of them. */
const propertySeconds = Number(process.env['FC_TIME'] ?? 0);

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/interop/**'],
    // Most of a run would go into importing the same modules for every file: files share them, a worker at a time.
    isolate: false,
    pool: 'threads',
    setupFiles: ['test/fast-check-seed.ts'],
    retry: 0,
    testTimeout: 20_000 + propertySeconds * 3_000,
  },
});
