import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newId } from "../record/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import { confirmed, createWorld, propose } from "../testing/world.ts";
import {
  createInstitutionDeal,
  openAddress,
  openAuthorParts,
  openInstitutionPart,
  openInstitutionShare,
  releaseInstitutionPart,
} from "./index.ts";

const world = await createWorld();
const record = await confirmed(world);
const other = await confirmed(world);
const manifest = record.confirmation.manifest.stored.value;
const [hospital, platform] = world.proxies;
assert.ok(hospital !== undefined && platform !== undefined);

describe("the institution's part", () => {
  it("is released to the patient, and to no other key", async () => {
    const proposed = await propose(world);
    const value = proposed.prepared.manifest.stored.value;
    const { recipient, identity } = world.patient.sealing;
    const sealed = await releaseInstitutionPart({ manifest: value, scalar: proposed.scalar, recipient });
    const part = await openInstitutionPart({ sealed, identity, record: proposed.record });
    const parts = await openAuthorParts({
      sealed: value.keys.authorSealed ?? "0x",
      identity: world.doctor.sealing.identity,
      record: proposed.record,
    });
    assert.deepEqual(part, parts.institution);
    assert.notDeepEqual(part, parts.patient);
    await assert.rejects(
      openInstitutionPart({ sealed, identity: world.doctor.sealing.identity, record: proposed.record }),
      withCode("SEALED_MESSAGE_NOT_FOR_KEY"),
    );
    await assert.rejects(
      openInstitutionPart({ sealed, identity, record: other.record }),
      withCode("INSTITUTION_PART_MISMATCH", { member: "recordId" }),
    );
    await assert.rejects(
      releaseInstitutionPart({ manifest: value, scalar: other.scalar, recipient }),
      withCode("CAPSULE_KEY_MISMATCH"),
    );
  });
});

describe("the institution's deal", () => {
  const { institutionDeal: deal } = manifest.keys;
  const at = { deal, record: record.record };

  it("gives each proxy its own share, checked against the commitments", async () => {
    const shares = await Promise.all(
      world.proxies.map(({ organization, identity }) =>
        openInstitutionShare({ ...at, organization, identity }),
      ),
    );
    assert.deepEqual(
      shares.map(({ index }) => index),
      [1, 2, 3, 4],
    );
    assert.equal(new Set(shares.map(({ share }) => share)).size, 4);
  });

  it("is of no use for another record, organisation or polynomial", async () => {
    const { organization, identity } = hospital;
    const invalid = (reason: string) => withCode("INSTITUTION_SHARE_INVALID", { reason });
    await assert.rejects(
      openInstitutionShare({ ...at, record: other.record, organization, identity }),
      invalid("record"),
    );
    await assert.rejects(
      openInstitutionShare({ ...at, organization: newId(), identity }),
      invalid("missing"),
    );
    await assert.rejects(
      openInstitutionShare({ ...at, organization: platform.organization, identity }),
      withCode("SEALED_MESSAGE_NOT_FOR_KEY"),
    );
    const swapped = {
      ...deal,
      shares: deal.shares.map((share) => ({
        ...share,
        index: share.index === 1 ? 2 : share.index === 2 ? 1 : share.index,
      })),
    };
    await assert.rejects(
      openInstitutionShare({ ...at, deal: swapped, organization, identity }),
      invalid("organization"),
    );
    const fresh = await createInstitutionDeal({
      record: record.record,
      proxies: world.proxies,
      threshold: 2,
    });
    await assert.rejects(
      openInstitutionShare({
        ...at,
        deal: { ...deal, commitments: fresh.deal.commitments },
        organization,
        identity,
      }),
      invalid("share"),
    );
  });
});

describe("the storage address", () => {
  it("is sealed to each proxy, for this record only (M10)", async () => {
    const { organization, identity } = hospital;
    assert.deepEqual(await openAddress({ manifest, organization, identity }), {
      cid: `b${"a".repeat(58)}`,
      providers: [world.institution.orgId],
    });
    const moved = { ...manifest, address: other.confirmation.manifest.stored.value.address };
    await assert.rejects(
      openAddress({ manifest: moved, organization, identity }),
      withCode("ADDRESS_MISMATCH", { member: "recordId" }),
    );
    await assert.rejects(
      openAddress({ manifest, organization: newId(), identity }),
      withCode("ADDRESS_MISSING"),
    );
    await assert.rejects(
      openAddress({ manifest, organization, identity: platform.identity }),
      withCode("SEALED_MESSAGE_NOT_FOR_KEY"),
    );
  });
});

describe("errors of the manifest", () => {
  it("hold no scalar, part or record id", async () => {
    const recipient = world.patient.sealing.recipient;
    const failure = await releaseInstitutionPart({
      manifest,
      scalar: 1234567890123456789012345n,
      recipient,
    }).catch((error: unknown) => error);
    const text = visibleTextOf(failure);
    const secrets: string[] = ["1234567890123456789", record.record.recordId.slice(2)];
    for (const secret of secrets) assert.equal(text.includes(secret), false, text);
  });
});
