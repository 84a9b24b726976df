import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/lab/**", "tests/consumers/**", "node_modules/**"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: "forks",
    maxWorkers: "100%",
    setupFiles: ["tests/support/property-seed.ts"],
    env: { NO_COLOR: "1", TZ: "UTC" },
  },
});
