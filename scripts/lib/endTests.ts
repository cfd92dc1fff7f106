// Loaded into every process of the test runner: a file whose tests have all ended, but that keeps something open, would keep the whole run
// waiting. It is told so and ends as a failure. (The runner's own `forceExit` loses what was not yet reported.)
import { after } from "node:test";

const PATIENCE_MS = 90_000;

after(() => {
  setTimeout(() => {
    console.error(`Still open long after the last test: ${process.getActiveResourcesInfo().join(", ")}`);
    process.exit(1);
  }, PATIENCE_MS).unref();
});
