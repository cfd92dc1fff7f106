import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, describe, it } from "node:test";
import { type LoginMessage, createLoginMessage } from "@medlattice/sdk/client";
import { PermissionError } from "@medlattice/sdk/errors";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { recoverMessageAddress } from "viem";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { createControllerCheck } from "./controllerCheck.ts";
import { importSessionKey } from "./importSessionKey.ts";
import { login } from "./login.ts";
import { createSessionStore } from "./sessionStore.ts";

const ORG = `0x${"01".repeat(32)}` as const;
const OTHER_ORACLE = "https://oracle.other.example";
const MAX_SESSION_SECONDS = 3_600;
const SIGNED_AT = 1_800_000_000;

/** An oracle that a login for another one lists, at a time of its own. */
function listedOracle(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "medlattice-login-"));
  const database = openDatabase({
    folder,
    file: "oracle.sqlite",
    migrations: MIGRATIONS,
    synchronous: "FULL",
  });
  context.after(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });
  const clock = { now: SIGNED_AT };
  const store = createSessionStore(database);
  const account = privateKeyToAccount(generatePrivateKey());
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const sessionKey = publicKey.export({ format: "der", type: "spki" }).toString("base64url");
  const { keyId } = importSessionKey(sessionKey);
  const message: LoginMessage = {
    domain: "oracle.other.example",
    uri: OTHER_ORACLE,
    chainId: 7100,
    address: account.address,
    personId: ORG,
    keyId,
    nonce: "0123456789abcdef",
    issuedAt: new Date(SIGNED_AT * 1000),
    expiresAt: new Date((SIGNED_AT + 100 * MAX_SESSION_SECONDS) * 1000),
    oracles: [ORG],
  };
  const text = createLoginMessage(message);
  const present = async () =>
    login(
      {
        store,
        controllers: createControllerCheck({
          read: async () => ({ isController: true, isActive: true, role: 1, organization: ORG }),
          cacheSeconds: 0,
          nowMs: () => clock.now * 1000,
        }),
        publicUrl: "https://oracle.here.example",
        orgId: ORG,
        domains: new Set(["oracle.other.example"]),
        otherOracles: new Set([OTHER_ORACLE]),
        maxSessionSeconds: MAX_SESSION_SECONDS,
        isSignedBy: async ({ address }, signed, signature) =>
          (await recoverMessageAddress({ message: signed, signature })) === address,
        nowSeconds: () => clock.now,
      },
      { message: text, signature: await account.signMessage({ message: text }), sessionKey, keyId },
    );
  return { clock, store, keyId, present };
}

async function reasonOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  assert.ok(error instanceof PermissionError);
  return error.facts["reason"];
}

describe("a login that lists this oracle", () => {
  it("opens a session for so long after it was signed, however often it is sent", async (context) => {
    const { clock, store, present } = listedOracle(context);
    clock.now += MAX_SESSION_SECONDS / 2;
    assert.equal((await present()).expiresAt, SIGNED_AT + MAX_SESSION_SECONDS);
    clock.now = SIGNED_AT + MAX_SESSION_SECONDS;
    store.purge(clock.now);
    assert.equal(await reasonOf(present()), "expiration-time");
  });

  it("opens no session again after its person has logged out", async (context) => {
    const { clock, store, keyId, present } = listedOracle(context);
    await present();
    store.remove(keyId);
    store.purge(clock.now);
    assert.equal(await reasonOf(present()), "logged-out");
  });
});
