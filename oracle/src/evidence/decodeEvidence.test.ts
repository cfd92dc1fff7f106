import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordRegistryAbi } from "@medlattice/sdk/abi";
import { newId } from "@medlattice/sdk/record";
import { type Abi, type Hex, encodeFunctionData, parseAbi } from "viem";
import { decodeAgreement, decodeOrigin } from "./decodeEvidence.ts";

const SIGNER = "0xABcdEFABcdEFabcdEfAbCdefabcdeFABcDEFabCD";
const signature = (digit: string): Hex => `0x${digit.repeat(130)}`;

function proposal(recordId: Hex) {
  return {
    recordId,
    patient: newId(),
    author: newId(),
    signer: SIGNER,
    institution: newId(),
    treatmentId: newId(),
    categoryTag: newId(),
    commitment: newId(),
    commitmentProof: newId(),
    manifestHash: newId(),
    keywordRoot: newId(),
    stationRoot: newId(),
  } as const;
}

function originOf({ manifestHash, commitmentProof, keywordRoot, stationRoot }: ReturnType<typeof proposal>) {
  return { signer: SIGNER.toLowerCase(), manifestHash, commitmentProof, keywordRoot, stationRoot };
}

const confirmation = (recordId: Hex) => ({
  recordId,
  patient: newId(),
  signer: SIGNER,
  commitment: newId(),
  manifestHash: newId(),
  sequence: 0,
});

function encode(functionName: string, args: readonly unknown[]): Hex {
  const abi: Abi = recordRegistryAbi;
  return encodeFunctionData({ abi, functionName, args });
}

describe("decodeOrigin", () => {
  it("reads the author's statement out of propose and register", () => {
    const made = proposal(newId());
    const agreed = confirmation(made.recordId);
    for (const input of [
      encode("propose", [made, signature("a")]),
      encode("register", [made, signature("a"), agreed, signature("b")]),
    ]) {
      assert.deepEqual(decodeOrigin(input, made.recordId), {
        origin: originOf(made),
        authorship: { kind: "proposal", signature: signature("a") },
      });
    }
  });

  it("finds the record's item among those of a batch", () => {
    const items = [proposal(newId()), proposal(newId())].map((made, position) => ({
      proposal: made,
      proof: [newId()],
      acceptance: {
        byMandate: position === 1,
        signer: SIGNER,
        manifestHash: newId(),
        notBefore: 5,
        notAfter: 9,
        salt: newId(),
        signature: signature(String(position)),
      },
    }));
    const batch = { root: newId(), author: newId(), signer: SIGNER };
    const input = encode("registerBatch", [batch, signature("c"), items]);
    const [first, second] = items;
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual(decodeOrigin(input, second.proposal.recordId), {
      origin: originOf(second.proposal),
      authorship: { kind: "batch", root: batch.root, path: second.proof, signature: signature("c") },
    });
    const { manifestHash } = first.acceptance;
    const signer = SIGNER.toLowerCase();
    assert.deepEqual(decodeAgreement(input, first.proposal.recordId), {
      kind: "confirmation",
      signer,
      manifestHash,
      sequence: 0,
      signature: signature("0"),
    });
    const { notBefore, notAfter, salt } = second.acceptance;
    assert.deepEqual(decodeAgreement(input, second.proposal.recordId), {
      kind: "mandate",
      signer,
      notBefore,
      notAfter,
      salt,
      signature: signature("1"),
    });
    assert.equal(decodeOrigin(input, newId()), undefined);
  });

  it("says that there is none in a call that is not the registry's own", () => {
    assert.equal(decodeOrigin("0x12345678", newId()), undefined);
    assert.equal(decodeAgreement("0x", newId()), undefined);
    const made = proposal(newId());
    assert.equal(decodeAgreement(encode("propose", [made, "0x"]), made.recordId), undefined);
  });

  /** What a contract wallet is told: `execute(address target, bytes data)`. */
  const told = (...calls: readonly Hex[]): Hex =>
    encodeFunctionData({
      abi: parseAbi(["function execute(address target, bytes[] data)"]),
      args: ["0x00000000000000000000000000000000000000aa", calls],
    });

  it("finds the calls that a contract wallet was told to make, each record's own", () => {
    const [first, second] = [proposal(newId()), proposal(newId())];
    const agreed = confirmation(second.recordId);
    const input = told(
      encode("propose", [first, signature("a")]),
      encode("register", [second, signature("b"), agreed, signature("c")]),
    );
    for (const [made, digit] of [
      [first, "a"],
      [second, "b"],
    ] as const) {
      assert.deepEqual(decodeOrigin(input, made.recordId), {
        origin: originOf(made),
        authorship: { kind: "proposal", signature: signature(digit) },
      });
    }
    assert.equal(decodeAgreement(input, second.recordId)?.signature, signature("c"));
    assert.equal(decodeAgreement(input, first.recordId), undefined);
    assert.equal(decodeOrigin(input, newId()), undefined);
  });

  it("finds nothing in a call whose sender brought no signature", () => {
    const made = proposal(newId());
    const call = encode("register", [made, "0x", confirmation(made.recordId), "0x"]);
    for (const input of [call, told(call)]) {
      assert.equal(decodeOrigin(input, made.recordId), undefined);
      assert.equal(decodeAgreement(input, made.recordId), undefined);
    }
  });
});
