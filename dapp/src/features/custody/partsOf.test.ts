import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CeremonyView } from "../../engine/custody/ceremonies.ts";
import { hasToGoOn, isLively, partsOf } from "./partsOf.ts";

function view(status: CeremonyView["status"], change: Partial<CeremonyView> = {}): CeremonyView {
  return {
    ceremony: `0x${"1".repeat(64)}`,
    status,
    threshold: 2,
    officers: [],
    liar: null,
    createdAt: 1_795_000_000,
    step: null,
    signatures: 1,
    waitingFor: [],
    isMine: true,
    isRegistered: false,
    ...change,
  };
}

describe("partsOf", () => {
  it("has what is being made, and what is made and waits to be registered, apart from the rest", () => {
    const [ready, proving, cancelled] = [view("ready"), view("proving"), view("cancelled")];
    assert.deepEqual(partsOf([ready, proving, cancelled]), {
      living: [ready, proving],
      aborted: null,
      former: [cancelled],
    });
  });
  it("counts what was ready before the registered key among the former, and that one nowhere", () => {
    const [registered, older] = [view("ready", { isRegistered: true }), view("ready")];
    assert.deepEqual(partsOf([registered, older]), { living: [], aborted: null, former: [older] });
    const newer = view("ready");
    assert.deepEqual(partsOf([newer, registered, older]).living, [newer]);
  });
  it("warns of a lie until another key is begun", () => {
    const aborted = view("aborted");
    assert.equal(partsOf([aborted]).aborted, aborted);
    assert.equal(partsOf([view("collecting"), aborted]).aborted, null);
  });
});

describe("what goes on by itself", () => {
  const requests = [] as const;
  it("is a proof of a key of one's own, and a signature for what one has approved", () => {
    assert.equal(hasToGoOn({ ceremonies: [view("proving")], requests }), true);
    assert.equal(hasToGoOn({ ceremonies: [view("proving", { isMine: false })], requests }), false);
    assert.equal(hasToGoOn({ ceremonies: [view("confirming")], requests }), false);
    assert.equal(hasToGoOn({ ceremonies: [], requests: [{ state: "waiting", own: "approved" }] }), true);
    assert.equal(hasToGoOn({ ceremonies: [], requests: [{ state: "waiting", own: "declined" }] }), false);
    assert.equal(hasToGoOn({ ceremonies: [], requests: [{ state: "permitted", own: "approved" }] }), false);
  });
  it("is looked at often while officers are at it", () => {
    assert.equal(
      isLively({ ceremonies: [view("ready", { isRegistered: true }), view("aborted")], requests }),
      false,
    );
    assert.equal(isLively({ ceremonies: [view("collecting")], requests }), true);
    assert.equal(isLively({ ceremonies: [], requests: [{ state: "undecided", own: null }] }), true);
  });
});
