// The whole network in one process group, as `npm start` runs it, without the sample record: a test kills it and starts it again.
// usage: node --import followParent.ts process.ts STATE. One JSON line when it is up; the process ids over IPC, whenever asked.
import { MedLatticeError } from "@medlattice/sdk/errors";
import { openCast } from "@medlattice/network/people";
import { openStack } from "@medlattice/network/stack";

const stack = await openStack({
  stateFolder: process.argv[2] ?? "",
  reset: false,
  takeFreePorts: true,
  progress: async (_, __, work) => work(),
  onEvent: (message) => process.stderr.write(`${message}\n`),
}).catch(stopWith);
process.on("message", () => process.send?.(stack.supervisor.pids()));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void stack.close().finally(() => process.exit(0));
  });
}
const cast = await openCast(stack, { onProgress: () => undefined }).catch(stopWith);
await Promise.all([cast.patient, cast.author, cast.reader, cast.manager].map(async (one) => one.close()));
process.stdout.write(`${JSON.stringify({ event: "up" })}\n`);

function stopWith(error: unknown): never {
  const text = error instanceof MedLatticeError ? `${error.code}: ${error.message}` : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
