import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { encodeErrorResult } from "viem";
import { explainRevert } from "./explainRevert.ts";
import { REVERT_WORDS, VERDICT_WORDS } from "./revertWords.ts";

/** Contracts that oracles and stations call for themselves: an operator reads the error's name. */
const NOT_FOR_PEOPLE: ReadonlySet<string> = new Set([
  "AnchorRegistry",
  "BlsVoteVerifier",
  "Committee",
  "EcdsaVoteVerifier",
  "MedToken",
  "Reputation",
  "SummaryInbox",
]);

const ERRORS = [
  ...new Set(
    Object.entries(ABIS)
      .filter(([contract]) => !NOT_FOR_PEOPLE.has(contract))
      .flatMap(([, abi]) => abi.flatMap((item) => (item.type === "error" ? [item.name] : []))),
  ),
];

/** Errors of calls that are never relayed: governance, corrections, contracts among themselves, an oracle's own receipts. */
const NOT_RELAYED =
  /^(AuthorityGoverned|OrganizationKeys|OrganizationRegistry(?!Unknown$|Inactive$)|Correctable|InvalidShortString|StringTooLong)|NotSelf$|NotUsageLedger$|NotAuthority$|InvalidPolicy$|UsageLedgerSettled$|ForeignUsageLedger$|BrokenChain$|EmptyBatch$|NoOracle$/;

describe("words for refusals", () => {
  it("exist for every error a relayed call can end in", () => {
    const missing = ERRORS.filter((name) => !NOT_RELAYED.test(name) && REVERT_WORDS[name] === undefined);
    assert.deepEqual(missing, []);
  });

  it("speak of errors that exist", () => {
    assert.deepEqual(
      Object.keys(REVERT_WORDS).filter((name) => !ERRORS.some((known) => known === name)),
      [],
    );
  });
});

describe("explainRevert", () => {
  const id = `0x${"ab".repeat(32)}` as const;

  it("names the verdict of a grant that does not permit", () => {
    for (const [verdict, [name, sentence]] of VERDICT_WORDS.entries()) {
      const data = encodeErrorResult({
        abi: ABIS.ConsentRegistry,
        errorName: "ConsentRegistryNotPermitted",
        args: [id, verdict],
      });
      const error = explainRevert(data);
      assert.equal(error.code, "CONTRACT_REFUSED");
      assert.equal(error.facts["verdict"], name);
      assert.equal(error.message, sentence);
    }
  });

  it("says what helps against each verdict: another grant only where another one would", () => {
    const hintsOf = (verdict: string): readonly string[] => {
      const number = VERDICT_WORDS.findIndex(([name]) => name === verdict);
      const args = [id, number] as const;
      const data = encodeErrorResult({
        abi: ABIS.ConsentRegistry,
        errorName: "ConsentRegistryNotPermitted",
        args,
      });
      return explainRevert(data).hints;
    };
    assert.deepEqual(hintsOf("GrantWithdrawn"), ["Only a new grant of the patient helps."]);
    assert.deepEqual(hintsOf("ActionNotGranted"), ["Ask the patient for a grant that does."]);
    assert.deepEqual(hintsOf("NotGrantee"), []);
  });

  it("names numbers, and no id", () => {
    const error = explainRevert(
      encodeErrorResult({
        abi: ABIS.UsageLedger,
        errorName: "UsageLedgerOtherVersion",
        args: [id, 2, 1],
      }),
    );
    assert.deepEqual(error.facts, { contractError: "UsageLedgerOtherVersion", current: 2, requested: 1 });
    assert.ok(!JSON.stringify([error.message, error.hints, error.facts]).includes("abab"));
  });

  it("says so when there is no reason, or one it does not know", () => {
    for (const data of [undefined, "0x", "0x12345678"] as const)
      assert.equal(explainRevert(data).code, "CALL_REVERTED");
  });
});
