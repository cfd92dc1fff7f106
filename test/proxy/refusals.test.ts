import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { RECEIPT_OUTCOME } from "@medlattice/sdk/usage";
import { toHex } from "@medlattice/sdk/codec";
import { derivePublicY } from "@medlattice/sdk/crypto";
import { MasterKey, receiveScalar } from "@medlattice/sdk/keys";
import { newId } from "@medlattice/sdk/record";
import { dealForGrant, discloseGrant } from "@medlattice/sdk/consent";
import { ROLE } from "../oracle/fixture/person.ts";
import { codeOf, errorOf, eventually } from "../oracle/fixture/errors.ts";
import { type Cast, enrollCast } from "./fixture/cast.ts";
import { type GrantChoice, dealtGrant, deny, grantTo, postDeals, revoke } from "./fixture/grants.ts";
import { CONSORTIUM, type Name, type TestNetwork, startNetwork } from "./fixture/network.ts";
import { clientAt, enrollWithKeys } from "./fixture/people.ts";
import { openAccess } from "./fixture/reading.ts";

let network: TestNetwork;
let cast: Cast;

before(async () => {
  network = await startNetwork();
  cast = await enrollCast(network);
});

after(async () => {
  await network.close();
});

/** A grant that is dealt and opened; asking any proxy for it now succeeds. */
async function opened(choice: GrantChoice = {}) {
  const { patient, record, reader } = cast;
  const granted = await dealtGrant(network, patient, record, reader, choice);
  const access = await openAccess(network, granted, record.recordId);
  return { granted, access };
}

/** How a proxy answers the reader. */
async function outcomeAt(name: Name, { access }: Awaited<ReturnType<typeof opened>>): Promise<string> {
  const client = await clientAt(network, name, cast.reader);
  const question = client.proxy.answer(access.accessId, { atLeastBlock: access.blockNumber });
  return question.then(
    () => "SERVED",
    async () => codeOf(question),
  );
}

/** The trust reads the consortium only, the hospital also the record's chain: both must find out. */
const EVERYWHERE: readonly Name[] = ["trust", "hospital"];

for (const name of EVERYWHERE) {
  describe(`a proxy (${name}) asks at every request whether the grant still holds (DESIGN rule 13, 14)`, () => {
    it("refuses after the patient has revoked it, and destroys its share", async () => {
      const given = await opened();
      assert.equal(await outcomeAt(name, given), "SERVED");
      await revoke(network, cast.patient, given.granted);
      assert.equal(await outcomeAt(name, given), "GRANT_REVOKED");
      const client = await clientAt(network, name, cast.patient.home);
      await eventually(async () => (await client.deals.status(given.granted.grantId)).state === "destroyed");
      assert.equal((await client.deals.status(given.granted.grantId)).reason, "GRANT_REVOKED");
    });

    it("refuses after it was withdrawn on the record's chain only", async () => {
      const given = await opened();
      await revoke(network, cast.patient, given.granted, "record");
      assert.equal(await outcomeAt(name, given), "GRANT_REVOKED");
      const client = await clientAt(network, name, cast.patient.home);
      await eventually(async () => (await client.deals.status(given.granted.grantId)).state === "destroyed");
    });

    for (const where of ["home", "record"] as const) {
      it(`refuses while the reader is denied on the ${where} chain, and serves when that is lifted`, async () => {
        const given = await opened();
        await deny(network, cast.patient, given.granted, where);
        assert.equal(await outcomeAt(name, given), "GRANT_DENIED");
        await deny(network, cast.patient, given.granted, where, false);
        assert.equal(await outcomeAt(name, given), "SERVED");
      });
    }

    it("refuses when its time is over", async () => {
      const given = await opened({ until: 3 });
      assert.equal(await outcomeAt(name, given), "SERVED");
      await new Promise((resolve) => setTimeout(resolve, 3_500));
      assert.equal(await outcomeAt(name, given), "GRANT_EXPIRED");
    });

    it("serves the access that used the grant up, and the contract opens no second one", async () => {
      const given = await opened({ maxUses: 1 });
      assert.equal(await outcomeAt(name, given), "SERVED");
      const error = await errorOf(openAccess(network, given.granted, cast.record.recordId));
      assert.equal(error.facts["verdict"], "UsedUp");
    });
  });
}

describe("a proxy serves an access to its reader only", () => {
  it("refuses an access of somebody else", async () => {
    const { access } = await opened();
    const other = await enrollWithKeys(network.consortium, "platform", ROLE.doctor);
    const client = await clientAt(network, "trust", other);
    assert.equal(await codeOf(client.proxy.answer(access.accessId)), "ACCESS_OTHER_READER");
  });

  it("refuses an access that nobody has opened", async () => {
    const client = await clientAt(network, "trust", cast.reader);
    assert.equal(await codeOf(client.proxy.answer(newId())), "ACCESS_UNKNOWN");
  });

  it("refuses an access on a chain that is not in the network", async () => {
    const { access } = await opened();
    const client = await clientAt(network, "trust", cast.reader);
    assert.equal(await codeOf(client.proxy.answer(access.accessId, { chainId: 9_999 })), "CHAIN_UNKNOWN");
  });

  it("refuses an access that is older than the limit", async () => {
    const given = await opened();
    network.setAhead("trust", 901);
    try {
      assert.equal(await outcomeAt("trust", given), "ACCESS_STALE");
    } finally {
      network.setAhead("trust", 0);
    }
  });

  it("takes the terms from the call that opened it, whatever the reader says they are", async () => {
    const [given, another] = [await opened(), await opened({ kind: "category" })];
    const client = await clientAt(network, "trust", cast.reader);
    const disclosure = disclosureOf(another.granted);
    const answer = await client.proxy.answer(given.access.accessId, { disclosure });
    assert.equal(answer.accessId, given.access.accessId);
  });

  it("refuses when the share was dealt for another key than the grant names", async () => {
    const granteeY = toHex(derivePublicY(receiveScalar(MasterKey.generate(), 0)));
    const granted = await grantTo(network, cast.patient, cast.record, cast.reader);
    const made = await dealForGrant({ ...granted.input, granteeY });
    await postDeals(network, { ...granted, made }, ["trust"]);
    const given = { granted, access: await openAccess(network, granted, cast.record.recordId) };
    assert.equal(await outcomeAt("trust", given), "ACCESS_UNRELATED");
  });

  it("keeps a receipt of having refused, which the patient sees", async () => {
    const given = await opened();
    await revoke(network, cast.patient, given.granted);
    assert.equal(await outcomeAt("trust", given), "GRANT_REVOKED");
    const client = await clientAt(network, "trust", cast.patient.home);
    const receipts = await client.proxy.receipts(given.access.accessId);
    assert.deepEqual(
      receipts.map(({ receipt }) => receipt.outcome),
      [RECEIPT_OUTCOME.refused],
    );
  });

  it("does not serve people who are not logged in on the access's chain through another's session", async () => {
    const { access } = await opened();
    const client = await clientAt(network, "authority", cast.doctor);
    const asked = client.proxy.answer(access.accessId, { chainId: CONSORTIUM });
    assert.equal(await codeOf(asked), "ACCESS_OTHER_READER");
  });
});

function disclosureOf({ grant }: Awaited<ReturnType<typeof dealtGrant>>) {
  const { header, terms } = discloseGrant(grant);
  return { header: { ...header }, terms: { ...terms, denyTags: [...terms.denyTags] } };
}
