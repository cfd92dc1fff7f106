import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { coveredRecords, homeOracle, type ReceivedGrant } from "@medlattice/sdk/person";
import type { Hex } from "viem";
import { chainContents } from "../visibility/places.ts";
import { categoryScope, read, recordScope, share, type Written } from "./fixture/steps.ts";
import type { Who } from "./fixture/plans.ts";
import type { World } from "./fixture/world.ts";
import type { Journey } from "./journeyCases.ts";

const READER: Who = "specialist-hill";

/** One reader collects a patient's history from one hospital, from two, and from hospitals and the platform together (M13). */
export function retrievalCases(get: () => World, journey: Partial<Journey>): void {
  const history: Written[] = [];
  const done = (name: keyof Journey): Written => journey[name] ?? assert.fail(name);
  const reader = () => get().who(READER);
  const consortium = () => get().chainId("consortium");

  /** On which chains somebody who reads everything there finds an id. */
  async function chainsTelling(id: Hex): Promise<readonly string[]> {
    const { network } = get().stack;
    const permissioned = network.chains.filter(({ kind }) => kind !== "public");
    const found = await Promise.all(
      permissioned.map(async ({ chainId, name }) => {
        const { bytes } = await chainContents(network, chainId);
        return bytes.includes(id.slice(2)) ? [name] : [];
      }),
    );
    return found.flat().toSorted();
  }

  /** Whose oracle tells the reader, or another, of an access, by the code of its refusal or `seen`. */
  async function tells(who: Who, organization: string, chainId: number, accessId: Hex): Promise<string> {
    try {
      const oracle = await get().who(who).oracle(get().orgId(organization), chainId);
      await oracle.records.access(accessId);
      return "seen";
    } catch (error) {
      assert.ok(error instanceof MedLatticeError, String(error));
      return error.code;
    }
  }

  async function collect(received: ReceivedGrant, record: Written) {
    const { content, accessId, answered } = await read(reader(), received, record);
    assert.equal(content, record.content);
    history.push(record);
    // Re-encrypted by others than the reader's own hospital (rule 6).
    assert.ok(answered.length >= get().stack.network.proxyThreshold);
    assert.ok(!answered.includes(get().orgId("hill")));
    return { accessId, grantId: received.grantPackage.grantId };
  }

  describe("a patient's history, collected (M13)", () => {
    it("from one hospital: everything stays on its own chain", async () => {
      const record = done("referral");
      const received = await share(get(), { to: READER, homeChain: "hill", scope: recordScope(record) });
      const { chainId } = received.grantPackage.home;
      assert.equal(chainId, record.chainId);
      const { accessId, grantId } = await collect(received, record);
      // Patient and reader see it at the hospital, the authority follows; nobody else has a trace of it.
      for (const who of ["patient", READER] as const) {
        for (const at of ["hill", "authority"]) assert.equal(await tells(who, at, chainId, accessId), "seen");
      }
      assert.equal(await tells("doctor-hill", "hill", chainId, accessId), "ACCESS_NOT_FOUND");
      assert.equal(await tells("doctor-platform", "platform", consortium(), accessId), "ACCESS_NOT_FOUND");
      assert.deepEqual(await chainsTelling(grantId), ["hill"]);
      assert.deepEqual(await chainsTelling(accessId), ["hill"]);
    });

    it("from several hospitals: what is used is on the consortium, and nothing of it on the record's chain", async () => {
      const record = done("offline");
      const scope = categoryScope(record.chainId);
      const received = await share(get(), { to: READER, homeChain: "consortium", scope });
      assert.equal(received.grantPackage.home.chainId, consortium());
      const covered = await coveredRecords(reader(), received.grantPackage);
      assert.deepEqual(
        covered.map(({ recordId }) => recordId),
        [record.recordId],
      );
      const { accessId, grantId } = await collect(received, record);
      for (const who of ["patient", READER] as const) {
        assert.equal(await tells(who, "authority", consortium(), accessId), "seen");
      }
      assert.equal(await tells("doctor-hospital", "hospital", consortium(), accessId), "ACCESS_NOT_FOUND");
      assert.deepEqual(await chainsTelling(grantId), ["consortium"]);
      assert.deepEqual(await chainsTelling(accessId), ["consortium"]);
      // It is her category, not everybody's.
      await assert.rejects(
        read(reader(), received, done("neighbours")),
        (error) => error instanceof MedLatticeError && error.facts["reasons"] === "RECORD_NOT_COVERED",
      );
    });

    it("from hospitals and platforms together: one history, in order, each part from where it is kept", async () => {
      const { chainId } = done("online");
      const scope = categoryScope(chainId);
      const received = await share(get(), { to: READER, homeChain: "consortium", scope });
      const covered = await coveredRecords(reader(), received.grantPackage);
      assert.deepEqual(
        covered.map(({ recordId }) => recordId),
        [done("followUp").recordId, done("online").recordId],
      );
      for (const record of [done("online"), done("followUp")]) await collect(received, record);
      const kept = new Set(history.map((record) => record.chainId));
      assert.deepEqual(kept, new Set(["hill", "hospital", "platform"].map((name) => get().chainId(name))));
      assert.equal(new Set(history.map(({ recordId }) => recordId)).size, 4);
      const { items } = await (
        await homeOracle(get().who("patient"), consortium())
      ).records.usage({ as: "sender" });
      const own = reader().pseudonymOn(consortium()).personId;
      // The one that was read inside its hospital is not among them.
      assert.equal(
        items.filter((entry) => entry.reader === own && entry.recordId !== done("neighbours").recordId)
          .length,
        3,
      );
    });
  });
}
