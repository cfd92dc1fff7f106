import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSessionKey } from "@medlattice/sdk/client";
import {
  checkKeptRecords,
  keepOwnRecords,
  type KeptRecords,
  rootsFromNodes,
  rootsOf,
} from "@medlattice/sdk/light";
import { createPerson, ownIdentities, type Person } from "@medlattice/sdk/person";
import { z } from "zod";
import { medlattice } from "../../scripts/cli/testing/medlattice.ts";
import { oracleUrl, until } from "./fixture/steps.ts";
import type { World } from "./fixture/world.ts";
import { everyPart, type Journey } from "./journeyCases.ts";

const okSchema = z.looseObject({ ok: z.literal(true) });

/** Complete and lightweight clients (M12), each by what it holds, over what the journey has left. */
export function clientCases(get: () => World, journey: Partial<Journey>): void {
  const now = () => Math.floor(Date.now() / 1000);
  const offline = () => journey.offline ?? assert.fail("offline");

  /** The same patient behind a line on which one oracle's answers about summaries are changed. */
  function deceived(patient: Person, url: string): Person {
    const { network, organization, master, keyPlan, pseudonyms } = patient;
    const lying: typeof fetch = async (input, init) => {
      const asked = input instanceof Request ? input.url : String(input);
      const answer = await fetch(input, init);
      if (!asked.startsWith(url) || !asked.endsWith("/summary")) return answer;
      const text = (await answer.text()).replace(/"tag":"0x..../, '"tag":"0x0bad');
      return new Response(text, { status: answer.status, headers: { "content-type": "application/json" } });
    };
    return createPerson({
      network,
      organization,
      master,
      keyPlan,
      pseudonyms,
      newSessionKey: createSessionKey,
      fetch: lying,
    });
  }

  async function requireAllPosted(person: Person, kept: KeptRecords, isOffline: boolean): Promise<void> {
    const { network } = person;
    const roots = isOffline ? rootsOf(kept) : rootsFromNodes(network);
    const identities = await ownIdentities(person);
    const checked = await checkKeptRecords(kept, { network, roots, identities });
    assert.ok(checked.length > 0);
    for (const each of checked) {
      assert.deepEqual([each.status, each.isRecognized, each.problem], ["posted", true, null]);
    }
  }

  async function cli(...args: readonly string[]) {
    const all = [...args, "--state", get().stack.state.path, "--as", "patient", "--json"];
    const { exitCode, printed, told } = await medlattice(all);
    assert.equal(exitCode, 0, `${printed} ${told}`);
    return okSchema.parse(JSON.parse(printed.trim().split("\n").at(-1) ?? ""));
  }

  describe("a complete client: the health authority (M2, M12)", () => {
    it("has compared every batch with every private chain, and shows it", async () => {
      const world = get();
      const authority = world.orgId("authority");
      const oracle = await world.who("neighbour").oracle(authority, world.chainId("consortium"));
      const audits = await until(
        () => oracle.summaries.audits({ limit: 100 }),
        ({ batches, sound }) => batches > 0 && sound === batches,
      );
      assert.deepEqual([audits.differs, audits.open, audits.problem], [0, 0, null]);
      assert.deepEqual(
        audits.items.map(({ status, findings, unfollowed }) => [status, findings, unfollowed]),
        audits.items.map(() => ["sound", [], 0]),
      );
      const url = oracleUrl(world.stack, authority);
      const metrics = await (await fetch(`${url}/metrics`)).text();
      assert.match(metrics, new RegExp(`medlattice_audit_batches\\{status="sound"\\} ${audits.batches}\n`));
      assert.match(metrics, /medlattice_audit_backlog_batches 0\n/);
      const health: unknown = await (await fetch(`${url}/health`)).json();
      const { audit } = z.looseObject({ audit: z.looseObject({ sound: z.int() }) }).parse(health);
      assert.equal(audit.sound, audits.batches);
    });

    it("can be anybody who has nodes", async () => {
      const { batches, unfollowed, chains } = await cli("audit");
      const parts = await everyPart(get());
      assert.ok(Number(batches) > 0);
      assert.equal(unfollowed, 0);
      assert.deepEqual(
        chains,
        ["hospital", "platform", "hill"].map((name) => {
          const own = parts.filter(({ section }) => section.chainId === get().chainId(name));
          const items = own.flatMap((part) => part.items).length;
          return { chainId: get().chainId(name), items, posted: items };
        }),
      );
    });

    it("needs no node of a private chain that is not to be compared", async () => {
      const { network } = get().stack;
      const node = network.chains.find(({ kind }) => kind === "consortium")?.rpcUrl ?? assert.fail();
      const { unfollowed, chains } = await cli("audit", "--nodes", `consortium=${node}`);
      assert.ok(Number(unfollowed) >= 3);
      assert.deepEqual(chains, []);
    });
  });

  describe("a lightweight client: the patient (M12)", () => {
    it("keeps her own records of every institution, and checks them by a node or without any", async () => {
      const patient = get().who("patient");
      for (const [name, count] of [
        ["platform", 2],
        ["hospital", 1],
        ["hill", 1],
      ] as const) {
        const { kept, problems } = await keepOwnRecords(patient, {
          chainId: get().chainId(name),
          now: now(),
        });
        assert.deepEqual(problems, []);
        assert.equal(kept.records.length, count);
        await requireAllPosted(patient, kept, false);
        await requireAllPosted(patient, kept, true);
      }
    });

    it("is not deceived by the institution, and has what it wants from the authority", async () => {
      const world = get();
      const patient = deceived(world.who("patient"), oracleUrl(world.stack, world.orgId("hospital")));
      const { chainId, recordId } = offline();
      const { kept, problems } = await keepOwnRecords(patient, { chainId, now: now() });
      assert.deepEqual(
        problems.map(({ organization, recordId: about, error }) => [organization, about, error.code]),
        [[world.orgId("hospital"), recordId, "SUMMARY_PATH_BROKEN"]],
      );
      await requireAllPosted(patient, kept, false);
      await patient.close();
    });

    it("is a command line", async () => {
      const { kept } = await cli("record", "keep");
      assert.equal(z.array(z.looseObject({ records: z.int() })).parse(kept).length, 3);
      for (const args of [[], ["--offline"]]) {
        const { records } = await cli("record", "check-kept", ...args);
        const statuses = z.array(z.looseObject({ status: z.string() })).parse(records);
        assert.deepEqual(
          statuses.map(({ status }) => status),
          ["posted", "posted", "posted", "posted"],
        );
      }
    });
  });
}
