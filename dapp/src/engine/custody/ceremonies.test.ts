import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CeremonyEntry, CustodyAttempt, CustodyRequestEntry } from "@medlattice/sdk/client";
import { storeCeremony } from "@medlattice/sdk/custody";
import { ceremonyView, isTurn } from "./ceremonies.ts";
import type { Colleague, Colleagues } from "./colleagues.ts";

const id = (digit: string) => `0x${digit.repeat(64)}` as const;
const [OMAR, INES, TARIQ] = [id("1"), id("2"), id("3")];
const NAMES = new Map<string, string>([
  [OMAR, "Omar"],
  [INES, "Ines"],
]);
const colleagues: Colleagues = {
  managers: [],
  of: (personId): Colleague => ({
    personId,
    name: NAMES.get(personId) ?? null,
    reference: "0000-0000",
    isSelf: personId === OMAR,
    isActive: true,
  }),
};
const signed = { document: "{}", signer: id("4"), signature: id("5") } as const;
const by = (...indices: readonly number[]) => indices.map((index) => ({ index, signed }));

/** A key of Omar (who looks), Ines and Tariq, two of three. */
function board(change: Partial<CeremonyEntry> = {}): CeremonyEntry {
  const stored = storeCeremony({
    organization: id("6"),
    chainId: 7101,
    threshold: 2,
    officers: [OMAR, INES, TARIQ],
    nonce: id("7"),
  });
  return {
    ceremony: stored.hash,
    document: new TextDecoder().decode(stored.bytes),
    status: "collecting",
    contributions: [],
    confirmations: [],
    liar: null,
    possessions: [],
    createdAt: 1_795_000_000,
    ...change,
  };
}

function proof(change: Partial<CustodyRequestEntry> = {}): CustodyRequestEntry {
  return {
    requestId: id("8"),
    ceremony: id("9"),
    document: "{}",
    status: "open",
    decisions: [],
    waiting: [],
    attempts: [],
    liars: [],
    proof: null,
    createdAt: 1_795_000_000,
    ...change,
  };
}

function attempt(members: readonly number[], signedBy: readonly number[], isOver = false): CustodyAttempt {
  const commitments = members.map((index) => ({ index, hiding: id("a"), binding: id("b") }));
  return { number: 1, commitments, shares: signedBy.map((index) => ({ index, z: id("c") })), isOver };
}

function view(entry: CeremonyEntry, proofs: readonly CustodyRequestEntry[] = []) {
  const { step, signatures, waitingFor, officers, liar } = ceremonyView(entry, colleagues, {
    proofs,
    registered: null,
  });
  return {
    step,
    signatures,
    waiting: waitingFor.map(({ personId }) => personId),
    did: officers.map(({ did }) => did),
    liar: liar?.personId ?? null,
  };
}

describe("a key in the making, as an officer sees it", () => {
  it("waits for every contribution, one's own as the next step", () => {
    assert.deepEqual(view(board({ contributions: by(2) })), {
      step: "contribute",
      signatures: 1,
      waiting: [TARIQ],
      did: ["nothing", "contributed", "nothing"],
      liar: null,
    });
  });
  it("asks the wallet twice of the last to contribute, who confirms at once", () => {
    assert.equal(view(board({ contributions: by(2, 3) })).signatures, 2);
  });
  it("waits for every confirmation", () => {
    const entry = board({ status: "confirming", contributions: by(1, 2, 3), confirmations: by(1) });
    assert.deepEqual(view(entry), {
      step: null,
      signatures: 1,
      waiting: [INES, TARIQ],
      did: ["confirmed", "contributed", "contributed"],
      liar: null,
    });
  });
  it("waits for who has yet to join or to sign a proof", () => {
    const proving = board({ status: "proving", contributions: by(1, 2, 3), confirmations: by(1, 2, 3) });
    const begun = view(proving, [proof({ waiting: [2] })]);
    assert.deepEqual([begun.step, begun.signatures, begun.waiting], ["prove", 0, [TARIQ]]);
    const half = view(proving, [proof({ attempts: [attempt([1, 2], [1])] })]);
    assert.deepEqual([half.step, half.waiting], [null, [INES]]);
    const done = view(proving, [proof({ status: "signed", attempts: [attempt([1, 2], [1, 2])] })]);
    assert.deepEqual([done.step, done.waiting], [null, []]);
  });
  it("names who lied, and asks nothing any more", () => {
    const aborted = view(board({ status: "aborted", contributions: by(1, 2, 3), liar: 3 }));
    assert.deepEqual([aborted.liar, aborted.step, aborted.waiting], [TARIQ, null, []]);
  });
  it("is nobody's step who is no officer of it", () => {
    const strangers: Colleagues = { ...colleagues, of: (one) => ({ ...colleagues.of(one), isSelf: false }) };
    const seen = ceremonyView(board(), strangers, { proofs: [], registered: null });
    assert.deepEqual([seen.step, seen.isMine], [null, false]);
  });
});

describe("whose turn it is in a signature", () => {
  it("is who is part of an attempt and has not signed, until it is over", () => {
    assert.equal(isTurn(proof({ attempts: [attempt([1, 2], [2])] }), 1, 2), true);
    assert.equal(isTurn(proof({ attempts: [attempt([1, 2], [1])] }), 1, 2), false);
    assert.equal(isTurn(proof({ attempts: [attempt([1, 2], [2], true)], waiting: [1] }), 1, 2), false);
  });
  it("is who has not joined while too few have", () => {
    assert.equal(isTurn(proof({ waiting: [2] }), 1, 2), true);
    assert.equal(isTurn(proof({ attempts: [attempt([2, 3], [])] }), 1, 2), false);
  });
  it("is not who was left out for a false part", () => {
    assert.equal(isTurn(proof({ liars: [1] }), 1, 2), false);
  });
});
