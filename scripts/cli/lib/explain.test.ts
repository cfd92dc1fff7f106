import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  InvalidInputError,
  PermissionError,
  UnavailableError,
  VerificationError,
} from "@medlattice/sdk/errors";
import { createPublicClient, http } from "viem";
import { exitCodeOf, inWords, toMedLatticeError } from "./explain.ts";

describe("toMedLatticeError", () => {
  it("says of a node that does not answer how to start the network", async () => {
    const client = createPublicClient({ transport: http("http://127.0.0.1:9", { retryCount: 0 }) });
    const thrown: unknown = await client.getBlockNumber().catch((error: unknown) => error);
    const error = toMedLatticeError(thrown);
    assert.equal(error.code, "CHAIN_UNREACHABLE");
    assert.match(inWords(error), /npm start/);
    assert.equal(inWords(error).includes("127.0.0.1"), false);
  });

  it("says the same of an oracle that does not answer, beside its own hints", () => {
    const error = toMedLatticeError(
      new UnavailableError("ORACLE_UNREACHABLE", "It does not answer.", { hints: ["Wait."] }),
    );
    assert.deepEqual(error.hints, ["Is the network running? Start it with: npm start", "Wait."]);
  });

  it("calls what is not ours a fault of ours, without a stack", () => {
    const error = toMedLatticeError(new TypeError("x is not a function"));
    assert.equal(error.code, "UNEXPECTED");
    assert.doesNotMatch(inWords(error), /\bat /);
  });
});

describe("exitCodeOf", () => {
  it("is 2 for what the caller has to change, 1 for everything else", () => {
    const codes = [
      new InvalidInputError("A", "a"),
      new VerificationError("A", "a"),
      new PermissionError("A", "a"),
      new UnavailableError("A", "a"),
    ].map(exitCodeOf);
    assert.deepEqual(codes, [2, 1, 1, 1]);
  });
});
