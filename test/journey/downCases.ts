import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { checkKeptRecords, keepOwnRecords, rootsFromNodes } from "@medlattice/sdk/light";
import { coveredRecords, ownIdentities, type ReceivedGrant, withdrawGrant } from "@medlattice/sdk/person";
import { categoryScope, oracleUrl, read, share, until } from "./fixture/steps.ts";
import type { World } from "./fixture/world.ts";
import type { Journey } from "./journeyCases.ts";

/** A hospital whose oracle and node are stopped: the authority, which has its whole chain, stands in (M2, decision 0020). */
export function downCases(get: () => World, journey: Partial<Journey>): void {
  const record = () => journey.offline ?? assert.fail("offline");
  let received: ReceivedGrant;

  describe("a hospital that is down (M2)", () => {
    it("has shared a record before", async () => {
      const scope = categoryScope(record().chainId);
      received = await share(get(), { to: "doctor-hill", homeChain: "consortium", scope });
      const { supervisor } = get().stack;
      await supervisor.halt("oracle-hospital");
      await supervisor.halt("chain-hospital");
    });

    it("locks no reader out: authority, platform and data trust re-encrypt, the trust hands out the file", async () => {
      const world = get();
      const reader = world.who("doctor-hill");
      const covered = await coveredRecords(reader, received.grantPackage);
      assert.deepEqual(
        covered.map(({ recordId }) => recordId),
        [record().recordId],
      );
      const { content, answered } = await read(reader, received, record());
      assert.equal(content, record().content);
      assert.ok(!answered.includes(world.orgId("hospital")));
    });

    it("leaves the patient evidence and path of her record, from the authority", async () => {
      const world = get();
      const patient = world.who("patient");
      const { chainId, recordId } = record();
      const { kept, problems } = await keepOwnRecords(patient, {
        chainId,
        now: Math.floor(Date.now() / 1000),
      });
      assert.deepEqual(
        problems.map(({ organization, recordId: about }) => [organization, about]),
        [[world.orgId("hospital"), null]],
      );
      const { network } = world.stack;
      const identities = await ownIdentities(patient);
      const checked = await checkKeptRecords(kept, { network, identities, roots: rootsFromNodes(network) });
      assert.deepEqual(
        checked.map((each) => [each.recordId, each.status, each.isRecognized]),
        [[recordId, "posted", true]],
      );
    });

    it("keeps nobody from withdrawing what was given", async () => {
      const chainId = get().chainId("consortium");
      const { grantId } = received.grantPackage;
      await withdrawGrant(get().who("patient"), { chainId, grantId });
      await assert.rejects(
        read(get().who("doctor-hill"), received, record()),
        (error) => error instanceof MedLatticeError && error.facts["verdict"] === "GrantWithdrawn",
      );
    });

    it("goes on when it is back", async () => {
      const { supervisor } = get().stack;
      await supervisor.resume("chain-hospital");
      await supervisor.resume("oracle-hospital");
      const url = oracleUrl(get().stack, get().orgId("hospital"));
      await until(
        async () => (await fetch(`${url}/health`)).status,
        (status) => status === 200,
      );
      const scope = categoryScope(record().chainId);
      const again = await share(get(), { to: "doctor-hill", homeChain: "consortium", scope });
      assert.equal((await read(get().who("doctor-hill"), again, record())).content, record().content);
    });
  });
}
