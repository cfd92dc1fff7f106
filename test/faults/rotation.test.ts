import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import {
  appointmentsOf,
  type KeyPlan,
  openAccess,
  type Person,
  readAccess,
  type ReceivedGrant,
  resealRecords,
  reviewRecord,
  rotateKeys,
  verifyAccount,
  writeRecord,
} from "@medlattice/sdk/person";
import type { Hex } from "viem";
import { errorOf } from "../oracle/fixture/errors.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { certifyAnew, newOracleKey, newSealingKey, newStorageKey } from "./fixture/operator.ts";
import {
  CATEGORY,
  confirmedRecord,
  CONSORTIUM,
  grantTo,
  HOSPITAL_CHAIN,
  MEDIA_TYPE,
  personOf,
  receivedGrant,
  startWorld,
  type World,
  type Written,
} from "./fixture/world.ts";

let world: World;
let reader: Person;
let first: Written;
let second: Written;
let forRecord: ReceivedGrant;
let forCategory: ReceivedGrant;
/** The patient with the keys of that moment. */
let patient: Person;

before(async () => {
  world = await startWorld();
  ({ reader, patient } = world.cast);
  first = await confirmedRecord(world, randomBytes(2_000));
  second = await confirmedRecord(world, randomBytes(200_000));
  forRecord = await grantTo(world, first);
  forCategory = await grantTo(world, "category");
});

after(async () => {
  await world.close();
});

async function read(
  { grantPackage }: ReceivedGrant,
  { recordId }: Written,
  person = reader,
): Promise<Uint8Array> {
  const what = { grantPackage, recordId, version: 0 };
  const access = await openAccess(person, { ...what, reason: "Test" });
  return (await readAccess(person, { ...what, ...access })).content;
}

interface Readings {
  good: number;
  /** Codes of readings that failed at first and were right when they were made again. */
  readonly repeated: string[];
  readonly wrong: string[];
}

/** Reads both records again and again while some work is done; each reading that fails is made once more with the newest package. */
async function readingWhile(work: () => Promise<void>): Promise<Readings> {
  const readings: Readings = { good: 0, repeated: [], wrong: [] };
  const end = new AbortController();
  const loops = [
    [forRecord, first],
    [forCategory, second],
  ] as const;
  const reading = loops.map(async ([received, written]) => {
    while (!end.signal.aborted)
      await readOrRepeat(received.grantPackage.grantId, received, written, readings);
  });
  try {
    await work();
  } finally {
    end.abort();
    await Promise.all(reading);
  }
  return readings;
}

const REPEATS = 12;

async function readOrRepeat(
  grantId: Hex,
  received: ReceivedGrant,
  written: Written,
  readings: Readings,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      const newest = attempt === 0 ? received : await receivedGrant(reader, grantId);
      const content = await read(newest, written);
      if (!Buffer.from(content).equals(written.content)) readings.wrong.push("other content");
      readings.good++;
      return;
    } catch (error) {
      const code =
        error instanceof MedLatticeError
          ? `${error.code} ${String(error.facts["reasons"] ?? "")}`
          : String(error);
      if (attempt === REPEATS || !(error instanceof MedLatticeError)) {
        readings.wrong.push(code);
        return;
      }
      readings.repeated.push(code);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function requireGood({ good, wrong }: Readings): void {
  assert.deepEqual(wrong, []);
  assert.ok(good >= 2, "else the test would prove nothing");
}

describe("new epochs of a patient's keys while others read", () => {
  let oldCategoryPackage: ReceivedGrant;

  it("are published, and running grants go on", async () => {
    const kept: KeyPlan[] = [];
    oldCategoryPackage = forCategory;
    const readings = await readingWhile(async () => {
      const rotated = await rotateKeys(world.cast.patient, {
        categories: [CATEGORY],
        receive: true,
        keep: async (plan) => void kept.push(plan),
      });
      patient = rotated.person;
      assert.deepEqual(
        rotated.redealt.map(({ grantId }) => grantId),
        [forCategory.grantPackage.grantId],
        "only grants of the category deal its key",
      );
    });
    requireGood(readings);
    assert.deepEqual(kept, [patient.keyPlan]);
    assert.equal(patient.keyPlan.receiveEpoch, 1);
    assert.equal(patient.keyPlan.categories.find(({ code }) => code === CATEGORY)?.epoch, 1);
    const later = await receivedGrant(reader, forCategory.grantPackage.grantId);
    assert.ok(later.grantPackage.keys.length > forCategory.grantPackage.keys.length);
  });

  it("come to old records by a job that can be stopped and goes on", async () => {
    const stop = new AbortController();
    const readings = await readingWhile(async () => {
      const begun = await resealRecords(patient, {
        chainId: HOSPITAL_CHAIN,
        signal: stop.signal,
        onProgress: ({ resealed }) => void (resealed === 1 && stop.abort()),
      });
      assert.deepEqual([begun.resealed, begun.isComplete, begun.failed], [1, false, []]);
      const rest = await resealRecords(patient, { chainId: HOSPITAL_CHAIN });
      assert.deepEqual([rest.total, rest.resealed, rest.current, rest.isComplete], [2, 1, 1, true]);
      const again = await resealRecords(patient, { chainId: HOSPITAL_CHAIN });
      assert.deepEqual([again.resealed, again.current], [0, 2]);
    });
    requireGood(readings);
    await verifyAccount(patient, HOSPITAL_CHAIN);
  });

  it("end what was dealt of the old key, and nothing else", async () => {
    assert.ok(Buffer.from(await read(forRecord, first)).equals(first.content), "the record's own key stays");
    const error = await errorOf(read(oldCategoryPackage, second));
    assert.equal(error.facts["reasons"], "KEY_NOT_DEALT");
    const newest = await receivedGrant(reader, forCategory.grantPackage.grantId);
    assert.ok(Buffer.from(await read(newest, second)).equals(second.content));
    forCategory = newest;
  });

  it("keep the patient's own records and mail readable, and doctors writing", async () => {
    const reviewed = await reviewRecord(patient, { chainId: HOSPITAL_CHAIN, recordId: first.recordId });
    assert.ok(Buffer.from(reviewed.content).equals(first.content));
    assert.deepEqual(
      reviewed.warnings.filter(({ code }) => code === "OLD_CATEGORY_KEY"),
      [],
    );
    const [appointment] = await appointmentsOf(world.cast.author, HOSPITAL_CHAIN, "doctor");
    assert.ok(appointment !== undefined);
    const content = new Uint8Array(randomBytes(500));
    const { recordId, blockNumber } = await writeRecord(world.cast.author, {
      appointment,
      category: CATEGORY,
      content,
      mediaType: MEDIA_TYPE,
    });
    const at = { chainId: HOSPITAL_CHAIN, recordId, atLeastBlock: blockNumber };
    assert.equal((await reviewRecord(patient, at)).opened.category.epoch, 1);
  });

  it("are found again by a device that has only the master key", async () => {
    const elsewhere = await personOf(world, "patient", { keyPlan: patient.keyPlan });
    const reviewed = await reviewRecord(elsewhere, { chainId: HOSPITAL_CHAIN, recordId: second.recordId });
    assert.ok(Buffer.from(reviewed.content).equals(second.content));
  });

  it("were dealt to the emergency key too, beside the old ones", async () => {
    const oracle = await patient.oracle(orgIdOfKey("trust"), CONSORTIUM);
    const standing = (await oracle.deals.list()).filter(({ state }) => state === "standing");
    assert.equal(standing.length, 2);
    assert.equal(new Set(standing.map(({ grantId }) => grantId)).size, 1);
  });
});

describe("a new receive key of a reader", () => {
  it("leaves the grants dealt to the old one, and takes new ones", async () => {
    const rotated = await rotateKeys(world.cast.reader, { receive: true, keep: async () => undefined });
    reader = rotated.person;
    assert.ok(Buffer.from(await read(forRecord, first)).equals(first.content));
    const next = await grantTo({ ...world, cast: { ...world.cast, reader } }, first);
    assert.notEqual(next.grantPackage.granteeY, forRecord.grantPackage.granteeY);
    assert.ok(Buffer.from(await read(next, first)).equals(first.content));
  });
});

describe("new keys of an oracle while others read", () => {
  it("for what it keeps at rest: all of it is brought under the new one", async () => {
    const readings = await readingWhile(async () => {
      // The replaced key is gone for good after it; what needs it would fail from here on.
      await newStorageKey(world, "hospital");
      assert.ok(Buffer.from(await read(forRecord, first)).equals(first.content));
    });
    requireGood(readings);
    const reviewed = await reviewRecord(patient, { chainId: HOSPITAL_CHAIN, recordId: first.recordId });
    assert.ok(Buffer.from(reviewed.content).equals(first.content), "the institution's part is still its own");
  });

  it("for what is sealed to it: shares and addresses of old manifests are still opened", async () => {
    const trust = orgIdOfKey("trust");
    const readings = await readingWhile(async () => {
      await newSealingKey(world, "trust");
      const { grantPackage } = forRecord;
      const what = { grantPackage, recordId: first.recordId, version: 0 };
      const { accessId, blockNumber } = await openAccess(reader, { ...what, reason: "Test" });
      const oracle = await reader.oracle(trust, CONSORTIUM);
      const answer = await oracle.proxy.answer(accessId, { atLeastBlock: blockNumber });
      assert.equal(answer.organization, trust);
    });
    requireGood(readings);
  });

  it("for receipts and relayed calls: readers believe the new one as soon as the registry names it", async () => {
    const readings = await readingWhile(async () => {
      await newOracleKey(world, "trust");
      assert.ok(Buffer.from(await read(forRecord, first)).equals(first.content));
    });
    requireGood(readings);
  });

  it("its certificate: connections between oracles go on", async () => {
    const readings = await readingWhile(async () => {
      for (const key of ["hospital", "authority", "trust"] as const) {
        const { before, after } = await certifyAnew(world, key);
        assert.notEqual(before, after, "the oracle presents the new certificate");
      }
    });
    requireGood(readings);
  });
});
