import { defineConfig } from "vitest/config";

/** Run on the lab's control node: `tests/lab/lab ctl npx vitest run --config tests/lab/vitest.config.ts`. */
export default defineConfig({
  test: {
    include: ["tests/lab/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // The files share the hosts, and some of them break what others look at.
    fileParallelism: false,
    env: { NO_COLOR: "1", TZ: "UTC" },
  },
});
