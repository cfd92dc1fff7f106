import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { createEngine, type Engine } from "../../src/chain/engine/createEngine.ts";
import { withId } from "../../src/chain/rpc/answers.ts";
import type { ChainProcess } from "./chainProcess.ts";

const callSchema = z.object({
  id: z.union([z.number(), z.string()]),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});
const SENDS = "eth_sendRawTransaction";

/** The engine of a chain with nothing around it, in this process; it answers what a node keeps to itself, such as traces. */
export interface EngineChain {
  readonly engine: Engine;
  /** Served over HTTP, a block a transaction, so that a world can be built in it. */
  readonly chain: ChainProcess;
}

/** Starts an engine at its genesis block. */
export async function startEngineChain(options: {
  readonly chainId: number;
  readonly genesisTime: number;
}): Promise<EngineChain> {
  const engine = await createEngine(options);
  const folder = await mkdtemp(join(tmpdir(), "medlattice-steps-"));
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const call = callSchema.parse(JSON.parse(await text(request)));
    const answer = await engine.request(call);
    if (call.method === SENDS) await engine.batch([{ method: "evm_mine", params: [] }]);
    response.setHeader("content-type", "application/json").end(withId(JSON.stringify(call.id), answer));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const chain: ChainProcess = {
    url: `http://127.0.0.1:${port}`,
    startMs: 0,
    folder,
    journalBytes: async () => 0,
    cpuMs: async () => 0,
    residentMegabytes: async () => 0,
    restart: () => Promise.reject(new Error("An engine alone keeps nothing.")),
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return { engine, chain };
}
