import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { fromHex } from "@medlattice/sdk/codec";
import {
  CAPACITY,
  type Voucher,
  issueVoucher,
  newVoucherHolder,
  openVoucher,
} from "@medlattice/sdk/enrolment";
import { acceptCredential, ROLE } from "@medlattice/sdk/identity";
import { type Hex, encodeFunctionData } from "viem";
import { authorityAccount, oracleAccount, testAccount } from "../fixture/chain.ts";
import { codeOf, errorOf, eventually } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { filesHolding } from "./fixture/canary.ts";
import { type OrganizationName, type PeopleNetwork, orgId, startPeopleNetwork } from "./fixture/network.ts";
import {
  type Manager,
  type Pseudonym,
  clientOf,
  deskOf,
  enrolAtDesk,
  firstManager,
  lower,
  pseudonym,
  someone,
} from "./fixture/people.ts";

let network: PeopleNetwork;
let manager: Manager;

before(async () => {
  network = await startPeopleNetwork();
  manager = await firstManager(network, "hospital", network.hospitalChain);
});
after(() => network.close());

const at = () => ({
  chainId: network.consortium.chainId,
  identityRegistry: lower(network.consortium.contracts.IdentityRegistry),
});

/** A patient of the hospital with a voucher to the authority in the north. */
async function vouched(identity = someone()) {
  const patient = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient, identity);
  const { secret, holder } = newVoucherHolder();
  const client = await clientOf(network, "hospital", patient);
  const voucher = await client.enrolment.voucher({ holder, authority: orgId("north") });
  return { patient, identity, voucher, holderSecret: secret };
}

/** A voucher that an organisation's oracle key signs whatever it says. */
function voucherBy(
  name: OrganizationName,
  changes: Partial<Parameters<typeof issueVoucher>[0]> & { holder: Hex },
): Promise<Voucher> {
  const north = network.description.organizations.find((other) => other.orgId === orgId("north"));
  const now = Math.floor(Date.now() / 1000);
  return issueVoucher({
    at: at(),
    organization: orgId(name),
    authority: { orgId: orgId("north"), recipient: north?.sealingRecipient ?? "" },
    identity: someone(),
    issuedAt: now,
    expiresAt: now + 60,
    signer: oracleAccount(orgId(name)),
    ...changes,
  });
}

async function enrol(person: Pseudonym, redemption: { voucher: Voucher; holderSecret: Hex }) {
  const desk = deskOf(network, "north");
  const issued = await desk.redeem({ ...redemption, request: person.request });
  const { at: place, request, account } = person;
  await desk.enroll(place, await acceptCredential({ at: place, issued, request, signer: account }));
  return issued;
}

describe("a voucher (decision 0006)", () => {
  it("enrols its holder on the consortium chain as a patient of the authority", async () => {
    const { voucher, holderSecret } = await vouched();
    const person = await pseudonym(network.consortium);
    const issued = await enrol(person, { voucher, holderSecret });
    assert.equal(issued.credential.organization, orgId("north"));
    const session = await (await clientOf(network, "north", person)).session();
    assert.deepEqual([session.role, session.organization], [ROLE.patient, orgId("north")]);
  });

  it("tells the authority no private pseudonym, and the hospital no shared one", async () => {
    const { patient, voucher, holderSecret, identity } = await vouched();
    const person = await pseudonym(network.consortium);
    const authorityKey = readFileSync(join(network.folder("north"), "keys", "sealing"), "utf8").trim();
    const document = await openVoucher({
      at: at(),
      voucher,
      holderSecret,
      authority: orgId("north"),
      identity: authorityKey,
      nowSeconds: Math.floor(Date.now() / 1000),
    });
    assert.deepEqual(document.identity, identity);
    const secrets = [patient.personId, patient.account.address.toLowerCase(), patient.manifest.root];
    for (const text of secrets) assert.ok(!JSON.stringify([document, voucher]).includes(text.slice(2)));
    const before = network.log().length;
    await deskOf(network, "north").redeem({ voucher, holderSecret, request: person.request });
    assert.deepEqual(filesHolding(network.folder("hospital"), [person.personId]), []);
    const said = network.log().slice(before);
    for (const text of [person.personId, patient.personId, identity.id.value])
      assert.ok(!said.includes(text));
  });

  it("is issued by the manager too, for his own patients only", async () => {
    const identity = someone();
    await enrolAtDesk(manager, network.hospitalChain, ROLE.patient, identity);
    const [entry] = (await manager.client.enrolment.list()).items;
    const { secret, holder } = newVoucherHolder();
    const voucher = await manager.client.enrolment.voucherFor(entry?.enrolmentId ?? "", { holder });
    await enrol(await pseudonym(network.consortium), { voucher, holderSecret: secret });
    const doctor = await enrolAtDesk(manager, network.hospitalChain, ROLE.doctor);
    const [other] = (await manager.client.enrolment.list()).items;
    assert.equal(
      await codeOf(manager.client.enrolment.voucherFor(other?.enrolmentId ?? "", { holder })),
      "ENROLMENT_NOT_FOUND",
    );
    const { enrolment } = await clientOf(network, "hospital", doctor);
    assert.equal(await codeOf(enrolment.voucher({ holder })), "ENROLMENT_NOT_FOUND");
    const authority = orgId("clinic");
    assert.equal(
      await codeOf(manager.client.enrolment.voucherFor(entry?.enrolmentId ?? "", { holder, authority })),
      "AUTHORITY_NOT_FOUND",
    );
  });

  it("serves once: again for the same pseudonym it is the same credential, for another it is refused", async () => {
    const { voucher, holderSecret } = await vouched();
    const person = await pseudonym(network.consortium);
    const desk = deskOf(network, "north");
    const first = await desk.redeem({ voucher, holderSecret, request: person.request });
    assert.deepEqual(await desk.redeem({ voucher, holderSecret, request: person.request }), first);
    const other = await pseudonym(network.consortium);
    assert.equal(
      await codeOf(desk.redeem({ voucher, holderSecret, request: other.request })),
      "VOUCHER_USED",
    );
    await network.stop("north");
    await network.start("north");
    assert.deepEqual(await desk.redeem({ voucher, holderSecret, request: person.request }), first);
    assert.equal(
      await codeOf(desk.redeem({ voucher, holderSecret, request: other.request })),
      "VOUCHER_USED",
    );
  });

  it("gives nobody a second pseudonym, and does not name the first", async () => {
    const identity = someone();
    const first = await vouched(identity);
    const person = await pseudonym(network.consortium);
    await enrol(person, first);
    const { secret, holder } = newVoucherHolder();
    const voucher = await voucherBy("clinic", { holder, identity });
    const { request } = await pseudonym(network.consortium);
    const error = await errorOf(deskOf(network, "north").redeem({ voucher, holderSecret: secret, request }));
    assert.equal(error.code, "PERSON_ENROLLED_ALREADY");
    assert.ok(!JSON.stringify([error.message, error.facts, error.hints]).includes(person.personId));
  });

  it("is refused to whoever does not know the holder's secret", async () => {
    const { voucher } = await vouched();
    const { request } = await pseudonym(network.consortium);
    const error = await errorOf(
      deskOf(network, "north").redeem({ voucher, holderSecret: random32(), request }),
    );
    assert.deepEqual([error.code, error.facts["member"]], ["VOUCHER_MISMATCH", "holder"]);
  });

  it("is refused when forged, changed, expired, for another authority, or by whom nobody lets vouch", async () => {
    const { secret: holderSecret, holder } = newVoucherHolder();
    const { request } = await pseudonym(network.consortium);
    const now = Math.floor(Date.now() / 1000);
    const good = await voucherBy("hospital", { holder });
    const south = network.description.organizations.find((other) => other.orgId === orgId("south"));
    const cases: (readonly [Voucher, string])[] = [
      [await voucherBy("hospital", { holder, signer: testAccount("forger") }), "VOUCHER_NOT_PERMITTED"],
      [await voucherBy("insurer", { holder }), "VOUCHER_NOT_PERMITTED"],
      [await voucherBy("south", { holder }), "VOUCHER_NOT_PERMITTED"],
      [{ ...good, organization: orgId("clinic") }, "VOUCHER_NOT_PERMITTED"],
      [{ ...good, voucherHash: random32() }, "SIGNATURE_INVALID"],
      [{ ...good, sealed: (await voucherBy("hospital", { holder })).sealed }, "VOUCHER_MISMATCH"],
      [{ ...good, sealed: flipped(good.sealed) }, "SEALED_MESSAGE_DAMAGED"],
      [await voucherBy("hospital", { holder, issuedAt: now - 9, expiresAt: now - 1 }), "VOUCHER_EXPIRED"],
      [
        await voucherBy("hospital", {
          holder,
          authority: { orgId: orgId("south"), recipient: south?.sealingRecipient ?? "" },
        }),
        "SEALED_MESSAGE_NOT_FOR_KEY",
      ],
      [
        await voucherBy("hospital", {
          holder,
          at: { ...at(), chainId: network.hospitalChain.chainId },
        }),
        "SIGNATURE_INVALID",
      ],
      [
        await voucherBy("hospital", {
          holder,
          identity: {
            kind: "device",
            manufacturer: "A",
            model: "B",
            id: { system: "urn:test:udi", value: random32() },
          },
        }),
        "IDENTITY_KIND_WRONG",
      ],
    ];
    for (const [voucher, code] of cases)
      assert.equal(await codeOf(deskOf(network, "north").redeem({ voucher, holderSecret, request })), code);
    const elsewhere = await pseudonym(network.hospitalChain);
    assert.equal(
      await codeOf(
        deskOf(network, "north").redeem({ voucher: good, holderSecret, request: elsewhere.request }),
      ),
      "CHAIN_NOT_FOUND",
    );
    await deskOf(network, "north").redeem({ voucher: good, holderSecret, request });
  });

  it("of a suspended organisation is refused", async () => {
    const { secret: holderSecret, holder } = newVoucherHolder();
    const voucher = await voucherBy("clinic", { holder });
    const { request } = await pseudonym(network.consortium);
    const status = (value: number) =>
      network.consortium.send(
        authorityAccount,
        network.consortium.contracts.OrganizationRegistry,
        encodeFunctionData({
          abi: ABIS.OrganizationRegistry,
          functionName: "setOrganizationStatus",
          args: [orgId("clinic"), value],
        }),
      );
    await status(2);
    const desk = deskOf(network, "north");
    assert.equal(await codeOf(desk.redeem({ voucher, holderSecret, request })), "VOUCHER_NOT_PERMITTED");
    await status(1);
    await desk.redeem({ voucher, holderSecret, request });
  });
});

describe("an authority", () => {
  it("knows whom it enrolled and who vouched, the identity encrypted at rest", async () => {
    const { voucher, holderSecret, identity } = await vouched();
    const person = await pseudonym(network.consortium);
    const { credential } = await enrol(person, { voucher, holderSecret });
    await eventually(async () => filesHolding(network.folder("north"), [credential.nullifier]).length > 0);
    assert.deepEqual(filesHolding(network.folder("north"), [identity.id.value]), []);
    const desk = await firstManager(network, "north", network.consortium);
    const found = await desk.client.enrolment.lookup(identity.id, CAPACITY.patient);
    assert.deepEqual([found.personId, found.vouchedBy], [person.personId, orgId("hospital")]);
  });
});

function flipped(sealed: Hex): Hex {
  const bytes = fromHex(sealed);
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
