import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { discloseGrant } from "@medlattice/sdk/consent";
import { codeOf } from "../oracle/fixture/errors.ts";
import { ROLE } from "../oracle/fixture/person.ts";
import { type Cast, enrollCast } from "./fixture/cast.ts";
import { dealtGrant, deny, type GrantChoice, revoke } from "./fixture/grants.ts";
import { type Name, type TestNetwork, startNetwork } from "./fixture/network.ts";
import { clientAt, enrollWithKeys, type KeyedPerson } from "./fixture/people.ts";
import { confirmedRecord } from "./fixture/records.ts";

let network: TestNetwork;
let cast: Cast;

before(async () => {
  network = await startNetwork();
  cast = await enrollCast(network);
});

after(async () => {
  await network.close();
});

async function granted(choice: GrantChoice = { kind: "category" }) {
  return await dealtGrant(network, cast.patient, cast.record, cast.reader, choice);
}

/** What an oracle tells somebody of the records under a grant. */
async function ask(
  name: Name,
  { grant, grantId }: Pick<Awaited<ReturnType<typeof granted>>["signedGrant"], "grant" | "grantId">,
  reader: KeyedPerson = cast.reader,
) {
  const client = await clientAt(network, name, reader);
  return client.proxy.covered(grantId, { disclosure: discloseGrant(grant) });
}

for (const name of ["hospital", "authority"] as const) {
  describe(`the records under a grant, told by the ${name} (systems.md M11)`, () => {
    it("are those of the category, also one that is confirmed after the grant", async () => {
      const { signedGrant } = await granted();
      const before = (await ask(name, signedGrant)).items.map(({ recordId }) => recordId);
      assert.ok(before.includes(cast.record.recordId));
      const later = await confirmedRecord(network, cast.doctor, cast.patient.record);
      const after = (await ask(name, signedGrant)).items.map(({ recordId }) => recordId);
      assert.deepEqual(after, [later.recordId, ...before], "newest first");
    });

    it("are just the one for a grant over one record", async () => {
      const { signedGrant } = await granted({ kind: "record" });
      const { items } = await ask(name, signedGrant);
      assert.deepEqual(
        items.map(({ recordId }) => recordId),
        [cast.record.recordId],
      );
    });

    it("are told to nobody but the grantee", async () => {
      const { signedGrant } = await granted();
      const other = await enrollWithKeys(network.consortium, "platform", ROLE.doctor);
      assert.equal(await codeOf(ask(name, signedGrant, other)), "GRANT_OTHER_GRANTEE");
    });

    it("are not told once the grant is withdrawn", async () => {
      const given = await granted();
      await revoke(network, cast.patient, given);
      assert.equal(await codeOf(ask(name, given.signedGrant)), "GRANT_REVOKED");
    });

    it("are not told under other terms than those granted", async () => {
      const { signedGrant } = await granted();
      const wider = { ...signedGrant.grant, maxUses: signedGrant.grant.maxUses + 1 };
      assert.equal(await codeOf(ask(name, { ...signedGrant, grant: wider })), "DISCLOSURE_MISMATCH");
    });
  });
}

describe("who does not follow the records' chain", () => {
  it("says so", async () => {
    const { signedGrant } = await granted();
    assert.equal(await codeOf(ask("trust", signedGrant)), "CHAIN_NOT_READ");
  });

  it("and an organisation does not answer its own people", async () => {
    const { signedGrant } = await granted();
    assert.equal(await codeOf(ask("platform", signedGrant)), "GRANTEE_ORGANIZATION");
  });
});

describe("a denial on the records' own chain", () => {
  it("hides them as well", async () => {
    const reader = await enrollWithKeys(network.consortium, "platform", ROLE.doctor);
    const given = await dealtGrant(network, cast.patient, cast.record, reader, { kind: "category" });
    await deny(network, cast.patient, given, "record");
    assert.equal(await codeOf(ask("hospital", given.signedGrant, reader)), "GRANT_DENIED");
  });
});
