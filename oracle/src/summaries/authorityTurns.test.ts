import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UnavailableError, VerificationError } from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { createAuthorityTurns } from "./authorityTurns.ts";

const [FIRST, SECOND]: readonly [Hex, Hex] = ["0x01", "0x02"];

function turns(authorities: readonly Hex[] = [FIRST, SECOND]) {
  const passed: (readonly [Hex, string | undefined])[] = [];
  const clock = { now: 100 };
  const made = createAuthorityTurns({
    authorities,
    patienceSeconds: 30,
    nowSeconds: () => clock.now,
    onPassed: (authority, error) => passed.push([authority, error?.code]),
  });
  const asked = async (place: string): Promise<Hex> => made.ask(place, async (authority) => authority);
  return { ...made, clock, passed, asked };
}

describe("whose turn it is to take an institution's sections", () => {
  it("stays with one authority as long as it goes on, and passes to the next one when it stalls", async () => {
    const { asked, clock, passed } = turns();
    assert.equal(await asked("a"), FIRST);
    clock.now += 29;
    assert.equal(await asked("a"), FIRST);
    assert.equal(await asked("b"), FIRST);
    clock.now += 29;
    assert.equal(await asked("b"), FIRST);
    clock.now += 1;
    assert.equal(await asked("b"), SECOND);
    assert.deepEqual(passed, [[FIRST, undefined]]);
    assert.equal(await asked("c"), SECOND);
    clock.now += 30;
    assert.equal(await asked("c"), FIRST);
  });

  it("passes at once over one that is away or refuses, and tells of the first when all do", async () => {
    const { ask, passed } = turns();
    const away = new UnavailableError("PEER_UNREACHABLE", "away");
    const refused = new VerificationError("SUMMARY_ITEM_DIFFERS", "other");
    const failsAt = async (authority: Hex, error: Error, which: Hex): Promise<Hex> => {
      if (authority === which) throw error;
      return authority;
    };
    assert.equal(await ask("a", (authority) => failsAt(authority, away, FIRST)), SECOND);
    assert.equal(await ask("a", (authority) => failsAt(authority, refused, FIRST)), SECOND);
    assert.equal(await ask("a", async (authority) => authority), FIRST);
    await assert.rejects(
      ask("a", async (authority) => failsAt(authority, authority === FIRST ? away : refused, authority)),
      { code: "PEER_UNREACHABLE" },
    );
    assert.deepEqual(
      passed.map(([, code]) => code),
      ["PEER_UNREACHABLE", "SUMMARY_ITEM_DIFFERS", "PEER_UNREACHABLE", "SUMMARY_ITEM_DIFFERS"],
    );
  });

  it("hides no error of the program itself, and says when there is nobody", async () => {
    const { ask } = turns();
    await assert.rejects(
      ask("a", async () => Promise.reject(new TypeError("a mistake"))),
      TypeError,
    );
    await assert.rejects(turns([]).asked("a"), { code: "SUMMARY_NO_AUTHORITY" });
  });

  it("goes nowhere where there is one only", async () => {
    const { asked, clock, passed } = turns([FIRST]);
    await asked("a");
    clock.now += 1_000;
    assert.equal(await asked("a"), FIRST);
    assert.deepEqual(passed, []);
  });
});
