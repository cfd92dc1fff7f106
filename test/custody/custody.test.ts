import assert from "node:assert/strict";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
  approveCustodyRequest,
  heldShare,
  permitCorrection,
  prepareErasure,
  reviewCorrection,
  reviewCustodyRequest,
} from "@medlattice/sdk/person";
import { CORRECTION_REASON } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { z } from "zod";
import { confirmedRecord, HOSPITAL_CHAIN } from "../faults/fixture/world.ts";
import { codeOf, eventually } from "../oracle/fixture/errors.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { type CustodyWorld, OFFICERS, startCustodyWorld } from "./fixture.ts";
import { dealFalsely, signFalsely } from "./liars.ts";

const NAMES = "Omar Haddad,Ines Roth,Tariq Aziz";
const id = z.templateLiteral(["0x", z.string().regex(/^[0-9a-f]{64}$/)]);
const ceremonies = z.array(z.object({ ceremony: id, status: z.string() }));
const requests = z.array(z.object({ requestId: id, status: z.string() }));
const shown = {
  mode: z.string(),
  officers: z.object({ threshold: z.int(), officers: z.array(id), h1: z.string() }).nullable(),
};

/** Custody of an institution's trapdoor (issue B.8), in one story: each test goes on where the last one stopped. */
describe("officers who hold a hospital's trapdoor, two of three", () => {
  let world: CustodyWorld;
  let ceremony: Hex;
  before(async () => {
    world = await startCustodyWorld();
  });
  after(async () => await world.close());

  const go = async (who: (typeof OFFICERS)[number]): Promise<string | undefined> => {
    const done = await world.tell(who, { ceremonies }, "custody", "continue");
    return done.ceremonies.find((each) => each.ceremony === ceremony)?.status;
  };

  it("begin with one key in one place", async () => {
    const state = await world.tell("manager", shown, "custody", "show");
    assert.deepEqual([state.mode, state.officers], ["single", null]);
    assert.equal(await world.refused("doctor-hospital", "custody", "show"), "CUSTODY_NOT_PERMITTED");
  });

  it("name a dealer of a false share, and begin anew without any harm", async () => {
    const begin = ["custody", "begin", "--threshold", "2", "--officers", NAMES];
    const spoilt = await world.tell("manager", { ceremony: id }, ...begin);
    const liar = await world.officer("tariq-aziz");
    const index = await dealFalsely(liar, spoilt.ceremony);
    // Ines is the last to contribute and finds at once what she was dealt.
    await world.tell("ines-roth", { ceremonies }, "custody", "continue");
    const entry = await (await world.board("manager")).ceremony(spoilt.ceremony);
    assert.deepEqual([entry.status, entry.liar], ["aborted", index]);
    const state = await world.tell("manager", shown, "custody", "show");
    assert.equal(state.mode, "single");
  });

  it("make a key without a dealer, though the oracle is killed between their steps", async () => {
    const begin = ["custody", "begin", "--threshold", "2", "--officers", NAMES];
    ({ ceremony } = await world.tell("manager", { ceremony: id }, ...begin));
    await world.killOracle();
    assert.equal(await go("ines-roth"), "collecting");
    // The last to contribute holds every share by then and confirms at once.
    assert.equal(await go("tariq-aziz"), "confirming");
    await world.killOracle();
    assert.equal(await go("manager"), "confirming");
    assert.equal(await go("ines-roth"), "proving");
    await world.killOracle();
    assert.equal(await go("manager"), "proving");
    assert.equal(await go("ines-roth"), "ready");
  });

  it("keep their shares on their own devices, sealed, and leave none at the oracle", async () => {
    for (const who of OFFICERS) {
      const { share } = await heldShare(await world.officer(who), ceremony);
      const digits = share.share.toString(16).padStart(64, "0");
      const own = join(world.folder, "people", who, "custody");
      for (const file of await readdir(own)) {
        assert.equal((await readFile(join(own, file))).includes(Buffer.from(digits, "hex")), false);
      }
      const oracle = join(world.folder, "oracles", "hospital");
      for (const file of (await readdir(oracle)).filter((name) => name.includes("sqlite"))) {
        const bytes = await readFile(join(oracle, file));
        assert.equal(bytes.includes(Buffer.from(digits, "hex")) || bytes.includes(digits), false, file);
      }
    }
  });

  it("become the holders by registering their key, whose possession the contract verifies", async () => {
    const admin = join(world.folder, "secrets", "hospital", "admin");
    const register = ["custody", "register", "--admin-key", admin, "--ceremony", ceremony];
    const { chains } = await world.tell("manager", { chains: z.array(z.int()) }, ...register);
    assert.deepEqual(
      chains.toSorted((a, b) => a - b),
      [7100, 7101],
    );
    const state = await world.tell("ines-roth", shown, "custody", "show");
    assert.equal(state.mode, "officers");
    assert.equal(state.officers?.threshold, 2);
    const { person } = await world.officer("manager");
    for (const chainId of chains) {
      if (chainId !== HOSPITAL_CHAIN) continue;
      const onChain = await person.reader(chainId).chameleonKeyOf(orgIdOfKey("hospital"));
      assert.equal(onChain, state.officers?.h1);
    }
  });

  it("permit a correction, name the one who lies, and the patient's permission puts it on chain", async () => {
    const { recordId, requestId } = await asked(world);
    assert.equal(
      await world.refused("doctor-hospital", "custody", "approve", requestId),
      "CUSTODY_NOT_PERMITTED",
    );
    const told = await world.tell("manager", { status: z.string() }, "custody", "approve", requestId);
    assert.equal(told.status, "open");
    await world.killOracle();
    const liar = await world.officer("tariq-aziz");
    const { share } = await heldShare(liar, ceremony);
    assert.equal(await codeOf(signFalsely(liar, requestId)), "SIGNATURE_SHARE_INVALID");
    await world.killOracle();
    // The honest one had a nonce in the attempt that was spoilt: it is not used again.
    await world.tell("manager", { requests }, "custody", "continue");
    const signed = { status: z.string(), liars: z.array(z.int()) };
    await world.tell("ines-roth", signed, "custody", "approve", requestId);
    await world.tell("manager", { requests }, "custody", "continue");
    const entry = await (await world.board("ines-roth")).request(requestId);
    assert.deepEqual([entry.status, entry.liars], ["signed", [share.index]]);
    await land(world, recordId);
  });

  it("go on without one who commits and falls silent, and sign no attempt twice", async () => {
    const { recordId, requestId } = await asked(world);
    await world.tell("ines-roth", { status: z.string() }, "custody", "approve", requestId);
    // Omar's commitment begins an attempt with Ines, who does not come back.
    const first = await world.tell("manager", { status: z.string() }, "custody", "approve", requestId);
    assert.equal(first.status, "open");
    const asksOften = forgetting();
    await approveCustodyRequest(await world.officer("manager", asksOften.fetch), requestId);
    assert.deepEqual(
      asksOften.sent.filter((path) => path.endsWith("/shares")),
      [],
    );
    await world.tell("tariq-aziz", { status: z.string() }, "custody", "approve", requestId);
    // As after a kill between destroying the nonces and sending the part: a round is lost, and nothing else.
    const secrets = join(world.folder, "people", "manager", "custody");
    for (const file of await readdir(secrets)) {
      if (file.startsWith("nonce-")) await rm(join(secrets, file));
    }
    await world.tell("manager", { requests }, "custody", "continue");
    await world.tell("tariq-aziz", { requests }, "custody", "continue");
    const entry = await (await world.board("manager")).request(requestId);
    assert.deepEqual([entry.status, entry.liars], ["signed", []]);
    const members = entry.attempts.map(({ isOver, shares }) => [isOver, shares.length]);
    assert.deepEqual(members, [
      [false, 1],
      [true, 1],
      [false, 2],
    ]);
    await land(world, recordId);
  });

  it("sign nothing that the oracle changes, and leave its trail", async () => {
    const { requestId } = await asked(world);
    await world.tell("ines-roth", { status: z.string() }, "custody", "approve", requestId);
    const open = await world.officer("tariq-aziz");
    const ofLie = async (from: string, to: string): Promise<string> => {
      const lied = await world.officer("tariq-aziz", changing(from, to));
      return await codeOf(approveCustodyRequest(lied, requestId));
    };
    const { entry, request } = await reviewCustodyRequest(open, requestId);
    const { first, task } = request;
    assert.ok(first && task.kind === "opening");
    const other = (hex: string): string => `${hex.slice(0, -1)}${hex.endsWith("0") ? "1" : "0"}`;
    // Each changes one thing of the very request: the first half, the new content, the record, the doctor's signature.
    for (const value of [
      first.c1,
      first.z1,
      task.correction.digest,
      task.state.commitment,
      task.authorSignature,
    ]) {
      assert.notEqual(other(value), value);
      assert.match(await ofLie(value, other(value)), /^(CUSTODY_REQUEST_FALSE|DOCUMENT_INVALID)$/);
    }
    assert.deepEqual(entry.attempts, []);
    const after = await reviewCustodyRequest(open, requestId);
    assert.deepEqual(after.entry.waiting, entry.waiting);
    assert.equal(after.entry.decisions.length, 1);
  });

  it("end a request once too few are left to sign it", async () => {
    const { requestId } = await asked(world);
    await world.tell("ines-roth", { status: z.string() }, "custody", "decline", requestId);
    const over = await world.tell("tariq-aziz", { status: z.string() }, "custody", "decline", requestId);
    assert.equal(over.status, "declined");
    assert.equal(await world.refused("manager", "custody", "approve", requestId), "CUSTODY_REQUEST_CLOSED");
  });
});

/** A doctor hands a correction in; what the officers find. */
async function asked(world: CustodyWorld): Promise<{ readonly recordId: Hex; readonly requestId: Hex }> {
  const { recordId } = await confirmedRecord(world, new TextEncoder().encode(`wrong ${Math.random()}`));
  const erasure = { chainId: HOSPITAL_CHAIN, recordId, reason: CORRECTION_REASON.enteredInError };
  const entry = await prepareErasure(world.cast.author, erasure);
  assert.equal(entry.status, "opening");
  const open = await world.tell(
    "manager",
    {
      requests: z.array(
        z.object({
          requestId: id,
          words: z.object({ record: z.string(), change: z.string(), reason: z.string(), next: z.string() }),
        }),
      ),
    },
    "custody",
    "requests",
  );
  const [newest] = open.requests;
  assert.ok(newest);
  assert.ok(newest.words.record.includes(recordId));
  assert.match(newest.words.change, /erase the whole content for good/);
  assert.match(newest.words.reason, /entered in error/);
  assert.match(newest.words.next, /The patient has still to agree/);
  return { recordId, requestId: newest.requestId };
}

/** The patient permits it, and the chain verifies what the officers made. */
async function land(world: CustodyWorld, recordId: Hex): Promise<void> {
  const { patient } = world.cast;
  const oracle = await patient.oracle(orgIdOfKey("hospital"), HOSPITAL_CHAIN);
  const pending = async () =>
    (await oracle.corrections.list({ as: "patient" })).items.find(
      ({ status, statement }) => status === "pending" && statement.recordId === recordId,
    );
  await eventually(async () => (await pending()) !== undefined);
  const { correctionHash } = (await pending()) ?? {};
  assert.ok(correctionHash);
  await permitCorrection(
    patient,
    await reviewCorrection(patient, { chainId: HOSPITAL_CHAIN, correctionHash }),
  );
  await eventually(async () => (await oracle.corrections.get(correctionHash)).status === "landed");
}

/** An oracle that denies having any part of a signature, to be given another; and what it was sent. */
function forgetting(): { readonly fetch: typeof fetch; readonly sent: readonly string[] } {
  const sent: string[] = [];
  return {
    sent,
    fetch: async (input, init) => {
      sent.push(new URL(input instanceof Request ? input.url : input).pathname);
      const response = await fetch(input, init);
      const { status, headers } = response;
      if (status === 204) return response;
      const text = (await response.text()).replaceAll(/"shares":\[\{"index"[^\]]*\]/g, '"shares":[]');
      return new Response(text, { status, headers });
    },
  };
}

/** An oracle that says one thing otherwise in everything it answers. */
function changing(from: string, to: string): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const { status, headers } = response;
    if (status === 204) return response;
    return new Response((await response.text()).replaceAll(from, to), { status, headers });
  };
}
