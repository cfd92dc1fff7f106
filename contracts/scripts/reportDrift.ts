/**
 * Ends a `--check` command: says which generated files no longer fit their sources and how to make them anew, and sets
 * the exit code.
 */
export function reportDrift(what: string, drifted: readonly string[], remedy: string): void {
  if (drifted.length === 0) {
    process.stdout.write(`${what}: up to date\n`);
    return;
  }
  process.stderr.write(`${what} no longer fit the contracts: ${drifted.join(", ")}. Run \`${remedy}\`.\n`);
  process.exitCode = 1;
}
