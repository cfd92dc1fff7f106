// Run by store.test.ts as a process of its own: `childStore.ts stall FOLDER` writes without end and waits to be killed;
// `childStore.ts remove FOLDER` dies between forgetting an object and removing its files;
// `childStore.ts fill FOLDER` fills a small disk and prints what happened as JSON.
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { MIGRATIONS } from "../../database/migrations.ts";
import { openDatabase } from "../../database/openDatabase.ts";
import { createStore } from "../createStore.ts";

const [, , command, folder = ""] = process.argv;
const database = openDatabase({ folder, file: "oracle.sqlite", migrations: MIGRATIONS, synchronous: "FULL" });
const store = await createStore({
  database,
  folder,
  maxObjectBytes: 64 << 20,
  minFreeDiskBytes: 0,
  orphanSeconds: 3_600,
  nowSeconds: () => 0,
});

if (command === "stall") {
  const timer = setInterval(() => {
    if (countFiles() < 2) return;
    clearInterval(timer);
    process.stdout.write("two blocks written\n");
  }, 5);
  await store.add(stalling());
}

if (command === "remove") {
  const { cid } = await store.add(threeMegabytes());
  void store.remove(cid);
  process.kill(process.pid, "SIGKILL");
}

if (command === "fill") {
  const first = await store.add(threeMegabytes());
  const code = await store.add(threeMegabytes()).then(
    () => "no error",
    (error: unknown) => (error instanceof MedLatticeError ? error.code : String(error)),
  );
  const filesAfter = countFiles();
  const readBack = await length(await store.read(first.cid));
  await store.remove(first.cid);
  const again = await store.add(threeMegabytes());
  const { objects } = store.table.totals();
  process.stdout.write(JSON.stringify({ code, filesAfter, readBack, again: again.sizeBytes, objects }));
}

async function* threeMegabytes(): AsyncGenerator<Uint8Array> {
  yield randomBytes(3_000_000);
}

async function* stalling(): AsyncGenerator<Uint8Array> {
  // The importer writes ten blocks at once.
  for (let sent = 0; sent < 25; sent++) yield randomBytes(1_000_000);
  await new Promise<void>((resolve) => setTimeout(resolve, 60_000));
}

async function length(stream: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return bytes;
}

function countFiles(): number {
  return readdirSync(join(folder, "blocks"), { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  ).length;
}
