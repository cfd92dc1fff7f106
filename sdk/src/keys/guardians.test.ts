import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { z } from "zod";
import { initCrypto } from "../crypto/index.ts";
import { sealMessage } from "../envelope/index.ts";
import { withCode } from "../testing/errors.ts";
import { MasterKey, recoverFromGuardians, releaseGuardianShare, wrapForGuardians } from "./index.ts";

await initCrypto();

async function ageKey() {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

describe("the guardians' wrap", () => {
  async function guarded(threshold = 2, count = 3) {
    const master = MasterKey.generate();
    const guardians = await Promise.all(Array.from({ length: count }, ageKey));
    const wrap = await wrapForGuardians(master, {
      threshold,
      recipients: guardians.map(({ recipient }) => recipient),
    });
    const person = await ageKey();
    const release = (position: number) =>
      releaseGuardianShare({
        wrap,
        index: position + 1,
        identity: guardians[position]?.identity ?? "",
        recipient: person.recipient,
      });
    return { master, guardians, wrap, person, release };
  }

  it("opens with any two of three", async () => {
    const { master, wrap, person, release } = await guarded();
    const pairs = [
      [0, 1],
      [0, 2],
      [2, 1],
    ];
    for (const pair of pairs) {
      const released = await Promise.all(
        pair.map(async (position) => ({ index: position + 1, sealed: await release(position) })),
      );
      assert.equal(
        (await recoverFromGuardians({ wrap, released, identity: person.identity })).check(),
        master.check(),
      );
    }
  });

  it("needs the threshold of different guardians", async () => {
    const { wrap, person, release } = await guarded();
    const share = { index: 1, sealed: await release(0) };
    await assert.rejects(
      recoverFromGuardians({ wrap, released: [share, share], identity: person.identity }),
      withCode("GUARDIAN_SHARES_TOO_FEW", { threshold: 2, answered: 1 }),
    );
  });

  it("names a guardian who hands out a false share", async () => {
    const { wrap, person, release } = await guarded();
    const lie = await sealMessage({
      schema: z.object({ format: z.string() }).loose(),
      message: {
        format: "medlattice/guardian-share/v1",
        check: wrap.check,
        index: 2,
        share: `0x${"11".repeat(32)}`,
      },
      recipients: [person.recipient],
    });
    const released = [
      { index: 1, sealed: await release(0) },
      { index: 2, sealed: lie },
    ];
    await assert.rejects(
      recoverFromGuardians({ wrap, released, identity: person.identity }),
      withCode("GUARDIAN_SHARE_INVALID", { index: 2 }),
    );
  });

  it("does not let a guardian open another's share, nor release one that was not dealt", async () => {
    const { wrap, guardians, person } = await guarded();
    const options = { wrap, index: 2, identity: guardians[0]?.identity ?? "", recipient: person.recipient };
    await assert.rejects(releaseGuardianShare(options), withCode("SEALED_MESSAGE_NOT_FOR_KEY"));
    await assert.rejects(
      releaseGuardianShare({ ...options, index: 4 }),
      withCode("GUARDIAN_SHARE_INVALID", { index: 4 }),
    );
    const swapped = { ...wrap, commitments: wrap.commitments.toReversed() };
    await assert.rejects(
      releaseGuardianShare({ ...options, wrap: swapped, identity: guardians[1]?.identity ?? "" }),
      withCode("GUARDIAN_SHARE_INVALID", { index: 2 }),
    );
  });

  it("refuses thresholds that protect nothing or can never be met, and one guardian named twice", async () => {
    const [a, b] = await Promise.all([ageKey(), ageKey()]);
    const pair = [a.recipient, b.recipient];
    for (const [threshold, recipients] of [
      [1, pair],
      [3, pair],
      [2, [a.recipient, a.recipient]],
      [1.5, pair],
    ] as const) {
      await assert.rejects(
        wrapForGuardians(MasterKey.generate(), { threshold, recipients }),
        withCode("GUARDIANS_INVALID"),
      );
    }
  });
});
