import { defineConfig } from 'vitest/config';

/** What needs root, network namespaces and real BGP daemons. Files run one after the other: they share the machine's names. */
export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    fileParallelism: false,
    setupFiles: ['test/fast-check-seed.ts'],
    retry: 0,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
