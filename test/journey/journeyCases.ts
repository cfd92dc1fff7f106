import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { summaryInboxAbi } from "@medlattice/sdk/abi";
import { ownItems } from "@medlattice/sdk/light";
import {
  homeOracle,
  listAppointments,
  ownGrants,
  ownIdentities,
  type ReceivedGrant,
  verifyAccount,
} from "@medlattice/sdk/person";
import { readBatchData, type SectionItems, verifyItemPath } from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import { read, recordScope, share, until, visit, type Written } from "./fixture/steps.ts";
import type { Who } from "./fixture/plans.ts";
import type { World } from "./fixture/world.ts";

/** The records of the journey, in the order in which they were written. */
export interface Journey {
  online: Written;
  offline: Written;
  referral: Written;
  followUp: Written;
  /** Of somebody else, at the same hospital. */
  neighbours: Written;
}

/** Items of all batches, as the authority hands them out. */
export async function everyPart(world: World): Promise<readonly SectionItems[]> {
  const oracle = await world.who("patient").oracle(world.orgId("authority"), world.chainId("consortium"));
  const batches = await oracle.summaries.list({ limit: 50 });
  const parts = await Promise.all(
    batches.map(async ({ batch, sequence }) => readBatchData(batch, await oracle.summaries.data(sequence))),
  );
  return parts.flat();
}

/** From an online consultation to an online follow-up, by way of two hospitals; each leaves a record on its own private chain (M14). */
export function journeyCases(get: () => World, journey: Partial<Journey>): void {
  /** The patient shares a record with a doctor of another institution, who reads it before the visit. */
  async function atHand(doctor: Who, record: Written): Promise<ReceivedGrant> {
    const world = get();
    const received = await share(world, { to: doctor, homeChain: "consortium", scope: recordScope(record) });
    assert.equal((await read(world.who(doctor), received, record)).content, record.content);
    return received;
  }
  const done = <Name extends keyof Journey>(name: Name): Journey[Name] => journey[name] ?? assert.fail(name);
  const all = (): readonly Written[] => [done("online"), done("offline"), done("referral"), done("followUp")];
  const readings: { readonly doctor: Who; readonly recordId: Hex }[] = [];
  const hand = async (doctor: Who, name: keyof Journey): Promise<void> => {
    await atHand(doctor, done(name));
    readings.push({ doctor, recordId: done(name).recordId });
  };

  describe("a patient's way through three institutions (M14)", () => {
    it("begins with a consultation online", async () => {
      const at = {
        patient: "patient",
        manager: "manager-platform",
        doctor: "doctor-platform",
        chain: "platform",
      } as const;
      journey.online = await visit(get(), at, "Palpitations, told by video");
    });

    it("goes on at a hospital, with the online record at hand", async () => {
      await hand("doctor-hospital", "online");
      const at = { manager: "manager", doctor: "doctor-hospital", chain: "hospital" } as const;
      journey.offline = await visit(get(), { patient: "patient", ...at }, "Long-term ECG");
      journey.neighbours = await visit(get(), { patient: "neighbour", ...at }, "Blood pressure");
    });

    it("is referred to a second hospital, with both at hand", async () => {
      await hand("doctor-hill", "online");
      await hand("doctor-hill", "offline");
      const at = {
        patient: "patient",
        manager: "manager-hill",
        doctor: "doctor-hill",
        chain: "hill",
      } as const;
      journey.referral = await visit(get(), at, "Electrophysiology study");
    });

    it("ends with a follow-up online, with what the hospitals found at hand", async () => {
      await hand("doctor-platform", "offline");
      await hand("doctor-platform", "referral");
      const at = {
        patient: "patient",
        manager: "manager-platform",
        doctor: "doctor-platform",
        chain: "platform",
      } as const;
      journey.followUp = await visit(get(), at, "No palpitations since");
    });

    it("leaves each record on its institution's own chain, and each visit closed there", async () => {
      const patient = get().who("patient");
      for (const [chain, wanted] of [
        ["platform", [done("online"), done("followUp")]],
        ["hospital", [done("offline")]],
        ["hill", [done("referral")]],
      ] as const) {
        const chainId = get().chainId(chain);
        const { entries, height } = await verifyAccount(patient, chainId);
        assert.deepEqual(
          entries.map(({ state }) => [state.recordId, state.institution]),
          wanted.map(({ recordId }) => [recordId, get().orgId(chain)]),
        );
        assert.equal(height, wanted.length);
        const visits = await listAppointments(patient, { chainId, as: "patient" });
        assert.deepEqual(
          new Set(visits.map(({ entry }) => `${entry.treatmentId} ${entry.state}`)),
          new Set(wanted.map(({ treatmentId }) => `${treatmentId} closed`)),
        );
      }
    });

    it("leaves the patient a list of who was given what, and who read it when", async () => {
      const patient = get().who("patient");
      const consortium = get().chainId("consortium");
      const grants = await ownGrants(patient, [consortium]);
      assert.deepEqual(
        grants.map(({ entry, given }) => [entry.used, given?.coverage.chainId !== undefined]),
        readings.map(() => [1, true]),
      );
      const { items } = await (await homeOracle(patient, consortium)).records.usage({ as: "sender" });
      const wanted = readings.map(
        ({ doctor, recordId }) => `${get().who(doctor).pseudonymOn(consortium).personId} ${recordId}`,
      );
      assert.deepEqual(
        items.toReversed().map(({ reader, recordId }) => `${reader} ${recordId}`),
        wanted,
      );
    });

    it("is told to the consortium once for each record, and nobody but she can say which are hers", async () => {
      const world = get();
      const patient = world.who("patient");
      const records = [...all(), done("neighbours")];
      const reader = patient.reader(world.chainId("consortium"));
      const inbox = world.stack.network.chains.find(({ kind }) => kind === "consortium")?.contracts
        ?.summaryInbox;
      const total = async () => {
        const { items } = await reader.ask((node) =>
          node.readContract({ address: inbox ?? "0x", abi: summaryInboxAbi, functionName: "totals" }),
        );
        return Number(items);
      };
      await until(total, (items) => items >= records.length);
      const parts = await until(
        () => everyPart(world),
        (found) => found.flatMap(({ items }) => items).length >= records.length,
      );
      const items = parts.flatMap((part) => part.items);
      assert.equal(await total(), records.length);
      assert.deepEqual(
        items.map(({ recordId }) => recordId).toSorted(),
        records.map(({ recordId }) => recordId).toSorted(),
      );
      const idsOf = async (who: Who) =>
        ownItems(await ownIdentities(world.who(who)), parts)
          .map(({ recordId }) => recordId)
          .toSorted();
      assert.deepEqual(
        await idsOf("patient"),
        all()
          .map(({ recordId }) => recordId)
          .toSorted(),
      );
      assert.deepEqual(await idsOf("neighbour"), [done("neighbours").recordId]);
      assert.deepEqual(await idsOf("doctor-hospital"), []);
    });

    it("gives her the way of each from its institution to the inbox", async () => {
      const world = get();
      const patient = world.who("patient");
      for (const { chainId, recordId } of all()) {
        const { privateChainId, orgId } =
          world.stack.network.organizations.find((each) => each.privateChainId === chainId) ?? assert.fail();
        assert.equal(privateChainId, chainId);
        const oracle = await patient.oracle(orgId, chainId);
        const { items } = await until(
          () => oracle.summaries.ofRecord(recordId),
          ({ waiting }) => waiting === 0,
        );
        assert.equal(items.length, 1);
        for (const { item, path } of items) {
          assert.equal(item.recordId, recordId);
          verifyItemPath(item, path);
        }
      }
    });
  });
}
