/** How the tests run: everything under test/, with time for those that score whole corpora or run npm. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest leaves one core idle unless told otherwise; of two that is half of the machine.
    maxWorkers: '100%',
  },
});
