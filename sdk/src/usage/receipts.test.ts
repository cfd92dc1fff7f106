import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Hex } from "../codec/index.ts";
import { requireSignature, typed } from "../eip712/index.ts";
import { newId } from "../record/index.ts";
import { withCode } from "../testing/errors.ts";
import { grantTo, openAccess } from "../testing/grant.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import {
  batchReceipts,
  isReceiptInBatch,
  ledgerDomain,
  matchKey,
  requireCovered,
  signReceipt,
  verifyReceipt,
} from "./index.ts";

const world = await createWorld();
const record = await confirmed(world);
const granted = await grantTo(world, record);
const hospital = world.proxies[0]?.organization ?? "0x";
const zero: Hex = `0x${"00".repeat(32)}`;

describe("a grant for one record", () => {
  it("opens no other: neither by its scope nor by its keys", async () => {
    const other = await confirmed(world);
    assert.throws(
      () => requireCovered(other.evidence.state, granted.grantPackage.coverage),
      withCode("RECORD_NOT_COVERED", { member: "scope" }),
    );
    assert.throws(
      () => matchKey(granted.grantPackage.keys, other.confirmation.manifest.stored.value),
      withCode("KEY_NOT_DEALT"),
    );
    const foreign = { ...record.evidence.state, patient: newId() };
    assert.throws(
      () => requireCovered(foreign, granted.grantPackage.coverage),
      withCode("RECORD_NOT_COVERED", { member: "patient" }),
    );
  });
});

describe("receipts", () => {
  const { ledger } = granted;

  it("are the oracle's, for this access, and lie under the root their organisation posts", async () => {
    const access = await openAccess(world, record, granted);
    const oracle = access.oracleOf(hospital);
    const [a, b] = await Promise.all(
      [1, 2].map((outcome) =>
        signReceipt(ledger, { accessId: access.accessId, organization: hospital, outcome, time: 5 }, oracle),
      ),
    );
    assert.ok(a !== undefined && b !== undefined);
    const expected = { accessId: access.accessId, organization: hospital, oracle: a.signer };
    await verifyReceipt({ ledger, receipt: a, expected });
    await assert.rejects(
      verifyReceipt({ ledger, receipt: a, expected: { ...expected, oracle: granted.doctor.account } }),
      withCode("RECEIPT_MISMATCH", { member: "oracle" }),
    );
    await assert.rejects(
      verifyReceipt({ ledger, receipt: { ...a, time: 6 }, expected }),
      withCode("SIGNATURE_INVALID", { struct: "Receipt" }),
    );
    const { batch, paths, head } = batchReceipts([a, b], zero);
    assert.ok(isReceiptInBatch(a, batch.root, paths[0] ?? []));
    assert.equal(isReceiptInBatch({ ...a, outcome: 2 }, batch.root, paths[0] ?? []), false);
    assert.equal(batchReceipts([b], head).batch.previous, head);
    assert.throws(() => batchReceipts([], zero), withCode("RECEIPT_BATCH_INVALID"));
  });
});

describe("prepareOpen", () => {
  it("signs what uses the grant, and tells the patient why off chain", async () => {
    const { message, signature, reason } = await openAccess(world, record, granted);
    await requireSignature({
      data: typed("OpenRequest", ledgerDomain(granted.ledger), message),
      signer: granted.doctor.account,
      signature,
    });
    assert.equal(reason.hash, message.requestHash);
    assert.equal(reason.value.reason, "Second opinion");
  });
});
