import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { faultEnvironment } from "./processes.ts";

const entry = fileURLToPath(new URL("./client.ts", import.meta.url));

const outcomeSchema = z.object({
  done: z.boolean(),
  code: z.string().optional(),
  message: z.string().optional(),
  hints: z.array(z.string()).optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  records: z.number(),
  reads: z.number(),
});

/** Runs a person's program under a fault of its own. @returns how far a record came, and why not further */
export async function runClient(
  stateFolder: string,
  faults: string,
  name: string,
): Promise<z.infer<typeof outcomeSchema>> {
  const child = spawn(process.execPath, [entry, stateFolder], {
    env: { ...process.env, ...faultEnvironment(faults), MEDLATTICE_FAULT_OF: name },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await text(child.stdout);
  return outcomeSchema.parse(JSON.parse(said));
}
