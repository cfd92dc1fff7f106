import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { decodeErrorResult } from "viem";
import { ABIS } from "@medlattice/sdk/abi";
import type { Hex } from "@medlattice/sdk/codec";
import { type Verifiers, startVerifiers } from "../../network/bench/verifiers.ts";
import { readRpcError } from "../../oracle/src/chains/readRpcError.ts";
import {
  BN254_ORDER,
  commit,
  commitmentKeyOf,
  decompressCommitment,
  encodeOrProof,
  decodeOrProof,
  redact,
} from "../../sdk/src/crypto/commitment/index.ts";
import { bnScalars } from "../../sdk/src/crypto/testing/bn254Scalars.ts";
import { hexBytes } from "../../sdk/src/testing/messages.ts";
import { checkAsyncProperty } from "../../sdk/src/testing/property.ts";

const CONTRACT = "SigmaOrCommitments";
/** Issue B: execution gas of an opening. */
const GOAL_GAS = 35_000;
/** Messages over their whole range, of 248 bits and at its edges. */
const messages = fc.oneof(
  fc.bigInt({ min: 0n, max: BN254_ORDER - 1n }),
  fc.constantFrom(0n, 1n, 2n ** 248n - 1n, 2n ** 248n, BN254_ORDER - 1n),
);

describe("Σ-OR openings of the SDK on chain", () => {
  let verifiers: Verifiers;
  let address: Hex;
  before(async () => {
    verifiers = await startVerifiers();
    address = await verifiers.deploy(CONTRACT);
  });
  after(async () => {
    await verifiers.close();
  });

  const statementOf = (registryId: Hex, h1: { x: bigint; y: bigint }, commitment: Hex, m: bigint) => {
    const h = decompressCommitment(commitment);
    return { registryId, h1x: h1.x, h1y: h1.y, hx: h.x, hy: h.y, m };
  };
  const requireOpening = async (statement: ReturnType<typeof statementOf>, proof: Hex) => {
    await verifiers.require(CONTRACT, address, "requireOpening", [statement, proof]);
  };
  const refusal = async (promise: Promise<void>): Promise<string> => {
    const error = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    const data = readRpcError(error)?.data;
    assert.ok(data !== undefined, String(error));
    return decodeErrorResult({ abi: ABIS[CONTRACT], data }).errorName;
  };

  it("hold by whoever committed and by the trapdoor, for any key, message and registry", async () => {
    await checkAsyncProperty(
      fc.asyncProperty(bnScalars, messages, messages, hexBytes(32), async (x, m, other, registryId) => {
        const h1 = commitmentKeyOf(x);
        const { commitment, proof } = commit({ h1, m, registryId });
        await requireOpening(statementOf(registryId, h1, commitment, m), proof);
        const corrected = redact({ x, commitment, m: other, registryId });
        await requireOpening(statementOf(registryId, h1, commitment, other), corrected);
        const { x: hx, y: hy } = decompressCommitment(commitment);
        assert.equal(await verifiers.read(CONTRACT, address, "compress", [hx, hy]), commitment);
      }),
      20,
    );
  });

  it("are refused, with the reason, when one thing differs", async () => {
    await checkAsyncProperty(
      fc.asyncProperty(bnScalars, hexBytes(32), hexBytes(32), async (x, registryId, otherId) => {
        fc.pre(registryId !== otherId);
        const h1 = commitmentKeyOf(x);
        const { commitment, proof } = commit({ h1, m: 5n, registryId });
        const valid = statementOf(registryId, h1, commitment, 5n);
        const parts = decodeOrProof(proof);
        const refuted = [
          requireOpening({ ...valid, m: 6n }, proof),
          requireOpening({ ...valid, registryId: otherId }, proof),
          requireOpening(
            statementOf(registryId, commitmentKeyOf(x === 1n ? 2n : x - 1n), commitment, 5n),
            proof,
          ),
          requireOpening(valid, encodeOrProof({ ...parts, z1: (parts.z1 + 1n) % BN254_ORDER })),
        ];
        for (const promise of refuted) assert.equal(await refusal(promise), "SigmaOrCommitmentsRefuted");
        const identity = { ...valid, h1x: 0n, h1y: 0n };
        assert.equal(await refusal(requireOpening(identity, proof)), "SigmaOrCommitmentsInvalidPoint");
        const alias = { ...valid, m: 5n + BN254_ORDER };
        assert.equal(await refusal(requireOpening(alias, proof)), "SigmaOrCommitmentsInvalidScalar");
        assert.equal(await refusal(requireOpening(valid, `${proof}00`)), "SigmaOrCommitmentsInvalidLength");
      }),
      5,
    );
  });

  it(`cost at most ${GOAL_GAS} gas to verify, as estimated`, async () => {
    const h1 = commitmentKeyOf(7n);
    const registryId: Hex = `0x${"4e".repeat(32)}`;
    const { commitment, proof } = commit({ h1, m: 5n, registryId });
    const statement = statementOf(registryId, h1, commitment, 5n);
    const gas = await verifiers.executionGas(CONTRACT, address, "requireOpening", [statement, proof]);
    assert.ok(gas <= GOAL_GAS, `${gas} gas`);
  });
});
