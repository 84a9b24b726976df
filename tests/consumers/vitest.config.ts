import { defineConfig } from "vitest/config";

/** Needs Debian's prometheus, nagios4-core and libxml2-utils, and the built program; a missing one is a failure. */
export default defineConfig({
  test: {
    include: ["tests/consumers/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: "forks",
    fileParallelism: false,
    env: { NO_COLOR: "1", TZ: "UTC" },
  },
});
