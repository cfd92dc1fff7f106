import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withCode } from "../testing/errors.ts";
import { checkProperty } from "../testing/property.ts";
import { newId, patientProofSchema, patientTree, verifyPatientProof } from "./index.ts";

const chainId = 7101;
const patient = newId();

function entries(institutions: readonly number[]) {
  const ids = [newId(), newId(), newId()];
  return institutions.map((at) => ({
    institution: ids[at % ids.length] ?? newId(),
    recordId: newId(),
    commitment: newId(),
  }));
}

describe("patientTree", () => {
  it("proves every record of every account", () => {
    checkProperty(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 12 }), (institutions) => {
        const account = entries(institutions);
        const tree = patientTree(account);
        for (const { recordId } of account) {
          const proof = tree.prove({ chainId, patient, recordId, version: 0 });
          assert.equal(proof.root, tree.root);
          verifyPatientProof(patientProofSchema.parse(JSON.parse(JSON.stringify(proof))));
        }
      }),
    );
  });

  it("has another root when a record is left out, put in, or moved", () => {
    const account = entries([0, 1, 0, 2]);
    const [first, second, third, fourth] = account;
    assert.ok(first && second && third && fourth);
    const { root } = patientTree(account);
    for (const other of [
      account.slice(0, 3),
      [...account, ...entries([0])],
      [third, second, first, fourth],
    ]) {
      assert.notEqual(patientTree(other).root, root);
    }
  });

  it("proves nothing of another record, commitment or institution", () => {
    const account = entries([0, 1, 0]);
    const tree = patientTree(account);
    const proof = tree.prove({ chainId, patient, recordId: account[0]?.recordId ?? "0x", version: 0 });
    for (const change of [
      { recordId: account[1]?.recordId ?? newId() },
      { commitment: newId() },
      { root: newId() },
      { path: proof.path.slice(1) },
      { upperPath: [...proof.upperPath, newId()] },
    ]) {
      assert.throws(() => verifyPatientProof({ ...proof, ...change }), withCode("PATIENT_PROOF_INVALID"));
    }
    assert.throws(
      () => tree.prove({ chainId, patient, recordId: newId(), version: 0 }),
      withCode("RECORD_NOT_FOUND"),
    );
    assert.throws(() => patientTree([]), withCode("PATIENT_TREE_EMPTY"));
  });
});
