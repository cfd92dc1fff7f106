// A person's program of its own: takes one record the whole way, and prints how that went as one JSON line.
// usage: node --import preload.ts client.ts STATE, with MEDLATTICE_FAULT_OF naming its fault.
import { MedLatticeError } from "@medlattice/sdk/errors";
import { createJournal } from "../load/journal.ts";
import { runLoad } from "../load/load.ts";
import { openClients } from "../load/people.ts";
import { seededRandom } from "../random.ts";

const PATIENCE_MS = 10_000;

const clients = await openClients(process.argv[2] ?? "");
const journal = createJournal(PATIENCE_MS);
const outcome = await runLoad({
  clients,
  records: 1,
  flows: 1,
  journal,
  random: seededRandom(1),
  onRecord: () => undefined,
}).then(
  () => ({ done: true }),
  (error: unknown) => {
    if (!(error instanceof MedLatticeError)) throw error;
    const { code, message, hints, facts } = error;
    return { done: false, code, message, hints, facts };
  },
);
const { records, accesses } = journal;
const line = { ...outcome, records: records.length, reads: accesses.length };
process.stdout.write(`${JSON.stringify(line)}\n`);
