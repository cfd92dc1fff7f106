import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import { createPublicClient, http } from "viem";
import { recordRegistryAbi } from "../abi/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { askNode } from "./askNode.ts";

const REGISTRY = `0x${"11".repeat(20)}` as const;

describe("askNode", () => {
  it("names the chain whose node is away, and says that it may be asked again", async () => {
    const error = await failureAt("http://127.0.0.1:9");
    assert.ok(error instanceof MedLatticeError);
    assert.equal(error.code, "CHAIN_UNREACHABLE");
    assert.equal(error.facts["chain"], "hospital");
    assert.equal(error.retryable, true);
  });

  it("passes on that there is no contract: asking again would not help", async (t) => {
    const server = createServer((_, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, result: "0x" }));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const error = await failureAt(`http://127.0.0.1:${port}`);
    assert.ok(error instanceof Error && !(error instanceof MedLatticeError));
  });
});

async function failureAt(url: string): Promise<unknown> {
  const client = createPublicClient({ transport: http(url, { retryCount: 0 }) });
  const question = { address: REGISTRY, abi: recordRegistryAbi, functionName: "registryId" } as const;
  return askNode("hospital", async () => client.readContract(question)).catch((error: unknown) => error);
}
