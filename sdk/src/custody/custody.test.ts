import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type Hex, utf8 } from "../codec/index.ts";
import { commitmentMessage } from "../crypto/index.ts";
import { custodyOf } from "../crypto/testing/custodyFixtures.ts";
import { CORRECTION_KIND, CORRECTION_REASON } from "../record/correction.ts";
import { newId } from "../record/state.ts";
import { withCode } from "../testing/errors.ts";
import {
  type CustodyRequest,
  decisionSchema,
  decisionStatement,
  openingInWords,
  openingStatementOf,
  parseCeremony,
  parseRequest,
  sessionOf,
  signCustodyDocument,
  storeCeremony,
  storeRequest,
  taskOf,
  verifyCustodyDocument,
} from "./index.ts";

const text = ({ bytes }: { readonly bytes: Uint8Array }): string => new TextDecoder().decode(bytes);

const aCeremony = () =>
  storeCeremony({
    organization: newId(),
    chainId: 7101,
    threshold: 2,
    officers: [newId(), newId(), newId()],
    nonce: newId(),
  });

function anOpening(): CustodyRequest {
  const [recordId, patient, author] = [newId(), newId(), newId()];
  const common = {
    recordId,
    patient,
    author,
    manifestHash: newId(),
    keywordRoot: newId(),
    stationRoot: newId(),
  };
  return {
    format: "medlattice/custody-request/v1",
    ceremony: newId(),
    first: { c1: scalar(5), z1: scalar(7) },
    task: {
      kind: "opening",
      chainId: 7101,
      registryId: newId(),
      authorSignature: "0x01",
      state: {
        ...common,
        institution: newId(),
        treatmentId: newId(),
        categoryTag: newId(),
        commitment: scalar(1),
        commitmentProof: newId(),
        version: 0,
        sequence: 1,
        status: 2,
      },
      correction: {
        ...common,
        signer: `0x${"0a".repeat(20)}`,
        kind: CORRECTION_KIND.replace,
        reason: CORRECTION_REASON.wrongValue,
        version: 1,
        sequence: 1,
        digest: newId(),
        fieldRoot: newId(),
        policyRoot: scalar(0),
      },
    },
  };
}

function scalar(value: number): Hex {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

describe("a ceremony", () => {
  it("is named by its hash, which is the session's id", () => {
    const ceremony = aCeremony();
    const again = parseCeremony(text(ceremony));
    assert.equal(again.hash, ceremony.hash);
    assert.deepEqual(sessionOf(again), { sessionId: ceremony.hash, threshold: 2, indices: [1, 2, 3] });
  });

  it("refuses an officer named twice, and more signers than officers", () => {
    const { value } = aCeremony();
    const [first = newId()] = value.officers;
    const refused = withCode("CEREMONY_INVALID");
    assert.throws(() => storeCeremony({ ...value, officers: [...value.officers, first] }), refused);
    assert.throws(() => storeCeremony({ ...value, threshold: 4 }), refused);
    assert.throws(() => storeCeremony({ ...value, threshold: 1 }), withCode("DOCUMENT_INVALID"));
  });
});

describe("a request", () => {
  it("computes the message from the correction that it shows", () => {
    const { task } = anOpening();
    assert.ok(task.kind === "opening");
    const { recordId, version, digest, fieldRoot } = task.correction;
    const { registryId } = task;
    const m = commitmentMessage({ registryId, chainId: 7101n, recordId, version, digest, fieldRoot });
    assert.deepEqual(openingStatementOf(task), { commitment: task.state.commitment, m, registryId });
  });

  it("has another id and another task with any other half, content, version or record", () => {
    const request = anOpening();
    const { task } = request;
    assert.ok(task.kind === "opening" && request.first !== null);
    const { key } = custodyOf();
    const correction = (change: object): CustodyRequest => ({
      ...request,
      task: { ...task, correction: { ...task.correction, ...change } },
    });
    const changed = [
      { ...request, first: { ...request.first, c1: scalar(6) } },
      { ...request, first: { ...request.first, z1: scalar(8) } },
      { ...request, task: { ...task, registryId: newId() } },
      { ...request, task: { ...task, chainId: 7102 } },
      correction({ digest: newId() }),
      correction({ fieldRoot: newId() }),
    ];
    const all = [request, ...changed];
    assert.equal(new Set(all.map((each) => storeRequest(each).hash)).size, all.length);
    assert.equal(new Set(all.map((each) => taskOf(key, each).message)).size, all.length);
  });

  it("is refused when its correction is not the next step of its record", () => {
    const request = anOpening();
    const { task } = request;
    assert.ok(task.kind === "opening");
    const stored = (change: object) => () =>
      storeRequest({ ...request, task: { ...task, correction: { ...task.correction, ...change } } });
    const refused = withCode("REQUEST_INVALID", { kind: "opening" });
    parseRequest(text(storeRequest(request)));
    for (const change of [{ version: 2 }, { sequence: 2 }, { recordId: newId() }, { patient: newId() }]) {
      assert.throws(stored(change), refused);
    }
    assert.throws(() => storeRequest({ ...request, first: null }), refused);
  });

  it("is put in words without content, and the decision says yes or no", () => {
    const request = anOpening();
    const { task } = request;
    assert.ok(task.kind === "opening");
    const words = openingInWords(task);
    assert.match(words.change, /replace the whole content \(version 0 becomes 1\)/);
    assert.match(words.reason, /a value is wrong/);
    const [yes, no] = [decisionStatement(request, true), decisionStatement(request, false)];
    for (const statement of [yes, no]) {
      for (const said of [
        task.correction.recordId,
        task.correction.author,
        "The patient has still to agree",
      ]) {
        assert.ok(statement.includes(said));
      }
      assert.equal(statement.includes(task.correction.digest), false);
    }
    assert.match(yes, /^I approve/);
    assert.match(no, /^I decline/);
    assert.ok(utf8(yes).length < 1_024);
  });
});

describe("what an officer signs", () => {
  it("is refused with other words, of another officer, on another chain, and when changed", async () => {
    const at = { chainId: 7101, identityRegistry: `0x${"0b".repeat(20)}` as const };
    const officer = newId();
    const signer = privateKeyToAccount(generatePrivateKey());
    const request = newId();
    const document = { format: "medlattice/custody-decision/v1", request, officer, approves: true } as const;
    const options = { at, statement: "I approve.", schema: decisionSchema };
    const signed = await signCustodyDocument({ ...options, document, signer });
    const check = { ...options, officer, signed };
    assert.equal((await verifyCustodyDocument(check)).value.request, request);
    const refused = withCode("SIGNATURE_INVALID", { struct: "CustodyStatement" });
    await assert.rejects(verifyCustodyDocument({ ...check, statement: "I decline." }), refused);
    await assert.rejects(verifyCustodyDocument({ ...check, at: { ...at, chainId: 7102 } }), refused);
    const changed = { ...signed, document: signed.document.replace("true", "false") };
    await assert.rejects(verifyCustodyDocument({ ...check, signed: changed }), refused);
    await assert.rejects(
      verifyCustodyDocument({ ...check, officer: newId() }),
      withCode("CUSTODY_OTHER_OFFICER"),
    );
  });
});
