// Preloaded into every process of the stack (`node --import`): when the supervisor is gone, however it went, the pipe it
// held on this process's standard input ends, and the process stops in good order instead of blocking the next start.
const GRACE_MS = 5_000;

process.stdin.on("end", () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, "SIGTERM");
});
process.stdin.on("error", () => process.kill(process.pid, "SIGTERM"));
process.stdin.resume();
