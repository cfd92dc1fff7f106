import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { people } from "@medlattice/network/people";
import {
  dealToEmergencyKey,
  findGrantees,
  giveGrant,
  type GiveGrantOptions,
  type OwnPseudonym,
  type Person,
  rotateKeys,
} from "@medlattice/sdk/person";
import { chainIdOf, type Running, start } from "../visibility/fixture.ts";

const CATEGORY = "laboratory";
const [home, hospital] = [chainIdOf("consortium"), chainIdOf("hospital")];

/** How often a patient's wallets are asked (docs/decisions/0016), on a real network with all its proxies. */
describe("a patient's wallets", () => {
  let running: Running;
  before(async () => {
    running = await start(people);
  });
  after(async () => {
    await running.close();
  });

  /** The patient, and what was signed since by which chain's account. */
  function watched(): { readonly patient: Person; readonly asked: string[] } {
    const { patient } = running.cast;
    const asked: string[] = [];
    const watch = (chainId: number, signer: OwnPseudonym["signer"]): OwnPseudonym["signer"] => ({
      address: signer.address,
      async signTypedData(data) {
        asked.push(`${data.primaryType} by ${chainId === home ? "home" : "record"}`);
        return await signer.signTypedData(data);
      },
      signMessage: (message) => signer.signMessage(message),
    });
    const pseudonymOn: Person["pseudonymOn"] = (chainId) => {
      const own = patient.pseudonymOn(chainId);
      return { ...own, signer: watch(chainId, own.signer) };
    };
    return { patient: { ...patient, pseudonymOn }, asked };
  }

  async function give(patient: Person, chainId: number, name: string) {
    const [grantee] = await findGrantees(patient, chainId, name);
    assert.ok(grantee !== undefined, "not in the directory");
    const now = Math.floor(Date.now() / 1000);
    const options: GiveGrantOptions = {
      grantee,
      scope: { kind: "category", chainId: hospital, category: CATEGORY, title: "Laboratory" },
      actions: ["read"],
      notBefore: now,
      notAfter: now + 86_400,
      maxUses: 0,
      purpose: "Second opinion",
      language: "en",
      timeZone: "UTC",
    };
    return await giveGrant(patient, options);
  }

  it("are asked twice for a grant within the institution", async () => {
    const { patient, asked } = watched();
    const author = people.find(({ key }) => key === "doctor-hospital")?.name ?? assert.fail();
    const { dealt } = await give(patient, hospital, author);
    assert.ok(dealt.length > 2, "else the test would prove nothing");
    assert.deepEqual(asked, ["Grant by record", "Deals by record"]);
  });

  it("are asked three times for a grant across chains, and twice when its keys are changed", async () => {
    const { patient, asked } = watched();
    const { dealt, grant } = await give(patient, home, running.cast.readerName);
    assert.ok(dealt.length > 2, "else the test would prove nothing");
    assert.deepEqual(asked, ["Grant by home", "PersonLink by record", "Deals by home"]);
    const before = asked.length;
    const { redealt } = await rotateKeys(patient, { categories: [CATEGORY], keep: async () => undefined });
    assert.ok(redealt.some(({ grantId }) => grantId === grant.grantId));
    // The grant of the test before is dealt anew by the record's side alone; the deal for emergencies like one across chains.
    const signed = asked.slice(before).filter((what) => /^(PersonLink|Deals)/.test(what));
    assert.deepEqual(signed.toSorted(), [
      "Deals by home",
      "Deals by home",
      "Deals by record",
      "PersonLink by record",
      "PersonLink by record",
    ]);
  });

  it("are asked twice for the deal for emergencies", async () => {
    const { patient, asked } = watched();
    const { dealt } = await dealToEmergencyKey(patient, hospital);
    assert.ok(dealt.length > 2, "else the test would prove nothing");
    assert.deepEqual(asked, ["PersonLink by record", "Deals by home"]);
  });
});
