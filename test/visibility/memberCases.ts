import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { homeOracle, institutionOf, type Person } from "@medlattice/sdk/person";
import { orgIdOfKey } from "./fixture.ts";
import { consortium, hospitalChain, type OracleKey, oracleKeys, type World } from "./world.ts";

/** What oracles answer to people whom a record does not concern, or no longer. */
export function memberCases(world: () => World): void {
  describe("other members", () => {
    it("an insurer gets no list, manifest, sealed file, address or use of others at any oracle", async () => {
      const { insurer } = world().running.cast;
      for (const key of oracleKeys) await assertShutOut(insurer, key, consortium);
    });

    it("the reader gets address and records by an access only, not by asking", async () => {
      const oracle = await world().running.cast.reader.oracle(orgIdOfKey("platform"), consortium);
      assert.deepEqual((await oracle.records.list()).items, []);
      await refused("RECORD_NOT_FOUND", () => oracle.records.address(world().written.recordId));
    });

    it("a manager sees neither state nor manifest nor file of the people enrolled", async () => {
      const { manager } = world().running.cast;
      await assertShutOut(manager, "hospital", hospitalChain);
    });

    it("the author loses address and file with the patient's confirmation", async () => {
      const { author } = world().running.cast;
      const oracle = await author.oracle(institutionOf(author.network, hospitalChain), hospitalChain);
      await refused("RECORD_NOT_FOUND", () => oracle.records.address(world().written.recordId));
      await refused("OBJECT_NOT_PERMITTED", () => oracle.objects.info(world().written.cid));
      assert.equal(
        (await oracle.records.get(world().written.recordId)).state.recordId,
        world().written.recordId,
      );
    });

    it("the patient sees who used the grant", async () => {
      const oracle = await homeOracle(world().running.cast.patient, consortium);
      const { items } = await oracle.records.usage({ as: "sender" });
      assert.deepEqual(
        items.map(({ accessId }) => accessId),
        [world().shared.accessId],
      );
    });
  });

  async function assertShutOut(person: Person, key: OracleKey, chainId: number): Promise<void> {
    const oracle = await person.oracle(orgIdOfKey(key), chainId);
    const { records } = oracle;
    for (const as of ["patient", "author"] as const) assert.deepEqual((await records.list({ as })).items, []);
    for (const as of ["sender", "receiver"] as const)
      assert.deepEqual((await records.usage({ as })).items, []);
    assert.deepEqual((await records.grants()).items, []);
    await refused("RECORD_NOT_FOUND", () => records.get(world().written.recordId));
    await refused("RECORD_NOT_FOUND", () => records.evidence(world().written.recordId));
    await refused("RECORD_NOT_FOUND", () => records.address(world().written.recordId));
    await refused("MANIFEST_NOT_FOUND", () => records.getManifest(world().written.manifestHash));
    await refused("ACCESS_NOT_FOUND", () => records.access(world().shared.accessId));
    const { accessId } = world().shared;
    await refused("MANIFEST_NOT_FOUND", () =>
      records.getManifest(world().written.manifestHash, { accessId }),
    );
    await refused("OBJECT_NOT_PERMITTED", () => oracle.objects.info(world().written.cid));
    await refused("OBJECT_NOT_PERMITTED", () => oracle.objects.info(world().written.cid, { accessId }));
    const refusal = chainId === consortium ? "ACCESS_OTHER_READER" : "ACCESS_UNKNOWN";
    await refused(refusal, () => oracle.proxy.answer(accessId));
  }
}

async function refused(code: string, attempt: () => Promise<unknown>): Promise<void> {
  await assert.rejects(attempt, (error: unknown) => {
    assert.ok(error instanceof MedLatticeError && !error.retryable, String(error));
    assert.equal(error.code, code);
    return true;
  });
}
