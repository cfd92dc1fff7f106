import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { VerificationError } from "@medlattice/sdk/errors";
import { receivedGrants } from "@medlattice/sdk/person";
import type { Hex } from "viem";
import { type Canary, none, search } from "./canaries.ts";
import { filesBelow, rowsBelow } from "./places.ts";
import { dealsOf, identitiesOf, tableOf } from "./sealedThings.ts";
import { idCanary } from "./story.ts";
import { consortium, hospitalChain, oracleKeys, type World } from "./world.ts";

/** Who can tell that two pseudonyms are one patient, and whose they are (rules 1 and 2). */
export function pseudonymCases(world: () => World): void {
  describe("the two pseudonyms of a patient", () => {
    const ids = (): readonly [Hex, Hex] => {
      const { patient } = world().running.cast;
      return [patient.pseudonymOn(hospitalChain).personId, patient.pseudonymOn(consortium).personId];
    };

    it("have different controllers and session keys", () => {
      const { patient } = world().running.cast;
      const [own, common] = ids();
      assert.notEqual(own, common);
      assert.notEqual(
        patient.pseudonymOn(hospitalChain).signer.address.toLowerCase(),
        patient.pseudonymOn(consortium).signer.address.toLowerCase(),
      );
      const sessions = oracleKeys.flatMap((key) =>
        tableOf(world().running.folder, key, "sessions").map(({ values }) => values),
      );
      const keysOf = (personId: Hex): readonly unknown[] =>
        sessions.filter((row) => row["person_id"] === personId).map((row) => row["key_id"]);
      assert.ok(keysOf(own).length > 0 && keysOf(common).length > 0);
      assert.deepEqual(
        keysOf(own).filter((key) => keysOf(common).includes(key)),
        [],
      );
    });

    it("stand together in no row of a database and on no chain", () => {
      const [own, common] = ids().map((id) => idCanary("pseudonym", id)) as [Canary, Canary];
      const pieces = oracleKeys.flatMap((key) =>
        rowsBelow(join(world().running.folder, "oracles", key)).map(({ table, values }) => ({
          place: `${key} ${table}`,
          bytes: Buffer.from(
            Object.values(values)
              .map((value) =>
                value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value),
              )
              .join("\n"),
            "latin1",
          ),
        })),
      );
      const both = pieces.filter(
        (piece) => search([own], [piece]).length > 0 && search([common], [piece]).length > 0,
      );
      assert.deepEqual(
        both.map(({ place }) => place),
        [],
      );
      for (const { place, bytes } of world().chains) {
        const found = [own, common].filter((id) => search([id], [{ place, bytes }]).length > 0);
        assert.ok(found.length < 2, `${place} has both`);
      }
    });

    it("are linked, sealed, for every proxy from the emergency deal on, and for holders of a grant's share", async () => {
      const [own, common] = ids();
      assert.deepEqual(
        world().dealtBefore.map(({ basis }) => basis),
        ["emergency"],
      );
      for (const key of oracleKeys) {
        const deals = await dealsOf(world().running.folder, key);
        for (const { link } of deals)
          assert.deepEqual([link?.home.personId, link?.record.personId], [common, own]);
        assert.equal(deals.filter(({ basis }) => basis === "emergency").length, 1, key);
        // Nothing of the grant for the grantee's own organisation.
        const granted = deals.filter(({ grantId }) => grantId === world().shared.grantId);
        assert.equal(granted.length, key === "platform" ? 0 : 1, key);
      }
    });

    it("can be joined by the record's id after a use, by members of both chains and by nobody else", () => {
      const [own, common] = ids();
      const { running, written } = world();
      for (const key of oracleKeys) {
        const of = (table: string, column: string): readonly unknown[] =>
          tableOf(running.folder, key, table)
            .filter(({ values }) => values["record_id"] === written.recordId)
            .map(({ values }) => values[column]);
        assert.deepEqual(of("accesses", "grantor"), [common], key);
        assert.deepEqual(
          of("records", "patient"),
          key === "hospital" || key === "authority" ? [own] : [],
          key,
        );
      }
    });

    it("are both told to the grantee by the grant's package", async () => {
      const { grants } = await receivedGrants(world().running.cast.reader, consortium);
      const found = grants.find(({ grantPackage }) => grantPackage.grantId === world().shared.grantId);
      assert.deepEqual([found?.grantPackage.coverage.patient, found?.grantPackage.grantor], ids());
    });

    it("the private one stands in clear at nobody who is not on that chain", () => {
      const [own] = ids();
      for (const key of ["platform", "trust"] as const) {
        const files = filesBelow(join(world().running.folder, "oracles", key));
        none(search([idCanary("patient on the private chain", own)], files));
      }
      none(
        search(
          [idCanary("patient on the private chain", own)],
          world().chains.filter(({ place }) => place !== `chain ${hospitalChain}`),
        ),
      );
    });

    it("the real identity is known, sealed, under the private one to the hospital, under the other to the authority", async () => {
      const [own, common] = ids();
      const patient = world().plans.find(({ key }) => key === "patient")?.identity;
      for (const [key, chainId, personId] of [
        ["hospital", hospitalChain, own],
        ["authority", consortium, common],
      ] as const) {
        const known = await identitiesOf(world().running.folder, key);
        assert.deepEqual([...new Set(known.map((entry) => entry.chainId))], [chainId]);
        assert.deepEqual(known.find((entry) => entry.personId === personId)?.identity, patient);
      }
      await assert.rejects(identitiesOf(world().running.folder, "hospital", "authority"), VerificationError);
      await assert.rejects(identitiesOf(world().running.folder, "authority", "hospital"), VerificationError);
      for (const key of ["platform", "trust"])
        assert.deepEqual(tableOf(world().running.folder, key, "enrolments"), []);
      const nullifiers = ["hospital", "authority"].flatMap((key) =>
        tableOf(world().running.folder, key, "enrolments").map(({ values }) => values["nullifier"]),
      );
      assert.equal(new Set(nullifiers).size, nullifiers.length);
    });
  });
}
