import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { fromHex, toHex, type Hex } from "../codec/index.ts";
import { evaluateNullifier, verifyNullifierShare } from "../crypto/oprf/index.ts";
import { orgIdOf } from "../eip712/index.ts";
import { ROLE } from "../identity/index.ts";
import { newId } from "../record/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import {
  CAPACITY,
  capacityOf,
  collectNullifier,
  dealNullifierKeys,
  decodeNullifierKey,
  issueVoucher,
  newVoucherHolder,
  nullifierKeyOf,
  openVoucher,
  realIdentitySchema,
  type NullifierHolder,
  type RealIdentity,
  type Voucher,
} from "./index.ts";

const holders = ["north", "south", "east"].map((name, i) => ({
  organization: orgIdOf(`${name}.example`),
  index: i + 1,
}));
const { keys, files } = dealNullifierKeys({ chainIds: [7100, 7101], threshold: 2, holders });
const registryId = newId();
const person: RealIdentity = {
  kind: "person",
  familyName: "Canarienvogel",
  givenNames: "Tweety",
  birthDate: "1999-12-31",
  id: { system: "urn:test:id", value: "CANARY-1" },
};

/** An honest authority with its own file. */
function answer(chainId: number, capacity: 1 | 2) {
  return async ({ organization, index }: NullifierHolder, blinded: Hex) => {
    const share = files
      .get(organization)
      ?.shares.find((entry) => entry.chainId === chainId && entry.capacity === capacity);
    const key = decodeNullifierKey(nullifierKeyOf({ nullifierKeys: keys }, { chainId, capacity }));
    const made = evaluateNullifier({
      key,
      index,
      share: BigInt(share?.share ?? 0),
      blinded: fromHex(blinded),
    });
    return { index, evaluated: toHex(made.evaluated), proof: toHex(made.proof) };
  };
}

function collect(
  chainId: number,
  capacity: 1 | 2,
  ask: Parameters<typeof collectNullifier>[0]["ask"] = answer(chainId, capacity),
): Promise<Hex> {
  const key = nullifierKeyOf({ nullifierKeys: keys }, { chainId, capacity });
  return collectNullifier({ key, registryId, id: person.id, ask });
}

describe("nullifier keys", () => {
  it("are one for each chain and capacity, each share checked against its public side", () => {
    assert.equal(keys.length, 4);
    for (const { index, shares } of files.values()) {
      assert.equal(shares.length, 4);
      for (const entry of shares) {
        const key = decodeNullifierKey(nullifierKeyOf({ nullifierKeys: keys }, entry));
        verifyNullifierShare({ key, index, share: BigInt(entry.share) });
      }
    }
    assert.throws(
      () => nullifierKeyOf({ nullifierKeys: keys }, { chainId: 1, capacity: CAPACITY.patient }),
      withCode("NULLIFIER_KEY_UNKNOWN"),
    );
  });

  it("are chosen by role: patients are patients, the others professionals", () => {
    assert.equal(capacityOf(ROLE.patient), CAPACITY.patient);
    for (const role of [ROLE.doctor, ROLE.manager, ROLE.staff, ROLE.captureStation, ROLE.auditor])
      assert.equal(capacityOf(role), CAPACITY.professional);
  });
});

describe("collectNullifier", () => {
  it("gives one nullifier whichever authorities answer, and another for each chain and capacity", async () => {
    const all = await collect(7100, 1);
    for (const away of holders) {
      const ask = answer(7100, 1);
      const some = collect(7100, 1, async (holder, blinded) => {
        if (holder.index === away.index) throw new Error("away");
        return ask(holder, blinded);
      });
      assert.equal(await some, all);
    }
    const others = await Promise.all([collect(7100, 2), collect(7101, 1), collect(7101, 2)]);
    assert.equal(new Set([all, ...others]).size, 4);
  });

  it("names a liar when too few honest answers are left, and lives with one otherwise", async () => {
    const ask = answer(7100, 1);
    const other = answer(7101, 1);
    const lying = (liars: readonly number[]) =>
      collect(7100, 1, (holder, blinded) => (liars.includes(holder.index) ? other : ask)(holder, blinded));
    assert.equal(await lying([2]), await collect(7100, 1));
    await assert.rejects(lying([1, 2]), withCode("PARTIALS_FALSE", { liars: "1,2" }));
  });

  it("takes no answer under another authority's name, nor one of another form", async () => {
    const ask = answer(7100, 1);
    const framed = collect(7100, 1, async (holder, blinded) => ({
      ...(await ask(holder, blinded)),
      index: (holder.index % 3) + 1,
    }));
    await assert.rejects(framed, withCode("NULLIFIER_UNAVAILABLE", { answers: 0, threshold: 2 }));
    const short = collect(7100, 1, async (holder, blinded) => ({
      ...(await ask(holder, blinded)),
      proof: "0x00",
    }));
    await assert.rejects(short, withCode("NULLIFIER_UNAVAILABLE", { answers: 0 }));
  });

  it("says nothing of the person when it fails, and never asks the same twice", async () => {
    const asked = new Set<Hex>();
    for (let i = 0; i < 3; i++) {
      const error: unknown = await collect(7100, 1, async (_holder, blinded) => {
        asked.add(blinded);
        throw new Error("away");
      }).catch((reason: unknown) => reason);
      assert.ok(!visibleTextOf(error).includes("CANARY"));
    }
    assert.equal(asked.size, 3);
  });
});

describe("real identities", () => {
  it("are people or devices with a register's number, and nothing that is not asked for", () => {
    const wrong = [
      { ...person, familyName: "" },
      { ...person, birthDate: "31.12.1999" },
      { ...person, id: { system: "urn x", value: "1" } },
      { ...person, id: { system: "urn:x", value: " - " } },
      { ...person, kind: "device" },
      { ...person, religion: "none" },
    ];
    assert.ok(realIdentitySchema.safeParse(person).success);
    for (const value of wrong) assert.ok(!realIdentitySchema.safeParse(value).success, JSON.stringify(value));
  });
});

describe("a voucher (decision 0006)", () => {
  const at = { chainId: 7100, identityRegistry: `0x${"0a".repeat(20)}` as const };
  const oracle = privateKeyToAccount(generatePrivateKey());
  const hospital = orgIdOf("hospital.example");
  const authority = orgIdOf("north.example");

  async function issued(changes: Partial<Parameters<typeof issueVoucher>[0]> = {}) {
    const identity = await generateIdentity();
    const { secret, holder } = newVoucherHolder();
    const voucher = await issueVoucher({
      at,
      organization: hospital,
      authority: { orgId: authority, recipient: await identityToRecipient(identity) },
      holder,
      identity: person,
      issuedAt: 100,
      expiresAt: 200,
      signer: oracle,
      ...changes,
    });
    const open = (change: Partial<Parameters<typeof openVoucher>[0]> = {}) =>
      openVoucher({
        at,
        voucher,
        authority,
        identity,
        holderSecret: secret,
        nowSeconds: 199,
        ...change,
      });
    return { voucher, open };
  }

  it("opens for the authority and its holder, until it expires", async () => {
    const { voucher, open } = await issued();
    assert.deepEqual((await open()).identity, person);
    assert.ok(!JSON.stringify(voucher).includes("Canarienvogel"));
    await assert.rejects(open({ nowSeconds: 200 }), withCode("VOUCHER_EXPIRED"));
  });

  it("opens for no other holder, authority, chain, content or signer", async () => {
    const { voucher, open } = await issued();
    const other = await issued();
    const changed = (change: Partial<Voucher>) => open({ voucher: { ...voucher, ...change } });
    await assert.rejects(open({ holderSecret: newId() }), withCode("VOUCHER_MISMATCH", { member: "holder" }));
    await assert.rejects(open({ authority: newId() }), withCode("VOUCHER_MISMATCH", { member: "authority" }));
    await assert.rejects(open({ at: { ...at, chainId: 7101 } }), withCode("SIGNATURE_INVALID"));
    await assert.rejects(changed({ organization: newId() }), withCode("SIGNATURE_INVALID"));
    await assert.rejects(changed({ voucherHash: newId() }), withCode("SIGNATURE_INVALID"));
    await assert.rejects(changed({ sealed: other.voucher.sealed }), withCode("SEALED_MESSAGE_NOT_FOR_KEY"));
    await assert.rejects(
      open({ identity: await generateIdentity() }),
      withCode("SEALED_MESSAGE_NOT_FOR_KEY"),
    );
  });

  it("says nothing of the person in an error", async () => {
    const { open } = await issued();
    const error: unknown = await open({ holderSecret: newId() }).catch((reason: unknown) => reason);
    for (const text of ["Canarienvogel", "CANARY", "Tweety"]) assert.ok(!visibleTextOf(error).includes(text));
  });
});
