import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { initCrypto } from "@medlattice/sdk/crypto";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { readVotingAccount, readVotingKey } from "./readVotingKey.ts";

const folder = mkdtempSync(join(tmpdir(), "medlattice-voting-"));
before(initCrypto);
after(() => rmSync(folder, { recursive: true }));

/** Order of secp256k1, which is above that of BLS12-381's scalars. */
const SECP256K1_ORDER = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

function file(content: string): string {
  const path = join(folder, `${content.length}-${content.slice(-6).replaceAll(/\W/g, "_")}`);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

const isMalformed = (content: string) => (error: unknown) =>
  error instanceof MedLatticeError &&
  error.code === "KEY_MALFORMED" &&
  !`${error.message}${JSON.stringify(error.facts)}`.includes(content.slice(2, 20));

describe("a voting key", () => {
  const secret = `0x${"2f".repeat(32)}`;

  it("is read for either scheme", () => {
    assert.equal(readVotingKey(file(secret)).secret, BigInt(secret));
    assert.match(readVotingAccount(file(secret)).address, /^0x[0-9a-fA-F]{40}$/);
  });

  it("is refused when it is none, without being told", () => {
    for (const read of [readVotingKey, readVotingAccount]) {
      for (const content of [
        `0x${"00".repeat(32)}`,
        SECP256K1_ORDER,
        secret.slice(0, -1),
        `${secret}00`,
        secret.replace("2f", "zz"),
        secret.slice(2),
      ]) {
        assert.throws(() => read(file(content)), isMalformed(content), content);
      }
    }
  });
});
