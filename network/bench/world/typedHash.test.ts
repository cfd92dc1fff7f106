import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { digestOf, hashOf, typed } from "@medlattice/sdk/eip712";
import { newId } from "@medlattice/sdk/record";
import { parseTransaction, recoverTransactionAddress, toHex } from "viem";
import { benchKey } from "./key.ts";
import { signTransaction } from "./transaction.ts";
import { digester, structHasher } from "./typedHash.ts";

const domain = {
  name: "MedLattice RecordRegistry",
  version: "1",
  chainId: 7401,
  verifyingContract: `0x${"ab".repeat(20)}`,
} as const;

describe("the load's own hashing and signing", () => {
  it("gives the struct hashes and digests of the SDK", () => {
    const message = {
      recordId: newId(),
      patient: newId(),
      signer: benchKey("somebody").address,
      commitment: newId(),
      manifestHash: newId(),
      sequence: 7,
    };
    const hash = structHasher("Confirmation")(message);
    assert.equal(toHex(hash), hashOf("Confirmation", message));
    assert.equal(toHex(digester(domain)(hash)), digestOf(typed("Confirmation", domain, message)));
  });

  it("signs transactions as everybody else reads them", async () => {
    const key = benchKey("carrier");
    const to = `0x${"12".repeat(20)}` as const;
    for (const data of ["0x", "0x01", `0x${"ff".repeat(300)}`] as const) {
      const raw = signTransaction(key, { chainId: 7401, nonce: 300, to, data, gas: 90_000 });
      const read = parseTransaction(raw);
      assert.deepEqual(
        [read.nonce, read.to, read.data ?? "0x", read.gas, read.chainId],
        [300, to, data, 90_000n, 7401],
      );
      const from = await recoverTransactionAddress({ serializedTransaction: raw as `0x02${string}` });
      assert.equal(from.toLowerCase(), key.address);
    }
  });
});
