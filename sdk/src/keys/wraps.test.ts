import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Wallet } from "ethers";
import { hashTypedData } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import { fromHex, toHex, utf8, type Hex } from "../codec/index.ts";
import { initCrypto, scalarFromBytes64 } from "../crypto/index.ts";
import { fromEthersSigner, SECP256K1_ORDER, type Signer } from "../eip712/index.ts";
import { visibleTextOf, withCode } from "../testing/errors.ts";
import {
  addWrap,
  createKeyring,
  deriveFromSignature,
  MasterKey,
  newPrfInput,
  parseKeyring,
  removeWrap,
  SCRYPT_RECOMMENDED,
  signatureSecret,
  storeKeyring,
  unwrapWithPasskey,
  unwrapWithPassphrase,
  unwrapWithWallet,
  wrapWithPasskey,
  wrapWithPassphrase,
  wrapWithWallet,
} from "./index.ts";

await initCrypto();
const vectorFile = new URL("../../../../shared/vectors/wallet-kdf.json", import.meta.url);
const passphrase = "correct horse battery staple";
const other = (hex: Hex): Hex => `0x${hex.slice(2, -2)}${hex.endsWith("00") ? "01" : "00"}`;

describe("the wallet's wrap", () => {
  it("opens with the same account, by viem and by ethers alike", async () => {
    const master = MasterKey.generate();
    const key = generatePrivateKey();
    const wrap = await wrapWithWallet(master, privateKeyToAccount(key));
    assert.equal(
      (await unwrapWithWallet(wrap, await fromEthersSigner(new Wallet(key)))).check(),
      master.check(),
    );
  });

  it("refuses another account, and says so before asking it to sign", async () => {
    const wrap = await wrapWithWallet(MasterKey.generate(), privateKeyToAccount(generatePrivateKey()));
    let asked = 0;
    const account = privateKeyToAccount(generatePrivateKey());
    const counting: Signer = {
      address: account.address,
      signTypedData: (data) => {
        asked++;
        return account.signTypedData(data);
      },
    };
    await assert.rejects(unwrapWithWallet(wrap, counting), withCode("KEY_WRAP_REFUSED", { kind: "wallet" }));
    assert.equal(asked, 0);
  });

  it("does not depend on how a wallet writes its signature", async () => {
    const account = privateKeyToAccount(generatePrivateKey());
    const bytes = fromHex(await account.signMessage({ message: "x" }));
    const v = bytes[64] ?? 27;
    const s = BigInt(toHex(bytes.subarray(32, 64)));
    const high = bytes.slice();
    high.set(fromHex(`0x${(SECP256K1_ORDER - s).toString(16).padStart(64, "0")}`), 32);
    const compact = bytes.slice(0, 64);
    compact[32] = (compact[32] ?? 0) | ((v - 27) << 7);
    const zeroV = bytes.slice();
    zeroV[64] = v - 27;
    const expected = signatureSecret(toHex(bytes));
    for (const form of [high, compact, zeroV]) assert.deepEqual(signatureSecret(toHex(form)), expected);
  });

  it("refuses a wallet that signs differently each time", async () => {
    const keys = [generatePrivateKey(), generatePrivateKey()];
    const account = privateKeyToAccount(keys[0] ?? "0x");
    let salt = 0;
    // A hedged signer: a valid signature each time, never the same. Signing another message first moves no state in
    // RFC 6979, so the nonce is varied by noble's extra entropy.
    const { secp256k1 } = await import("@noble/curves/secp256k1.js");
    const hedged: Signer = {
      address: account.address,
      async signTypedData(data) {
        const digest = fromHex(hashTypedData(data));
        const signature = secp256k1.sign(digest, fromHex(keys[0] ?? "0x"), {
          prehash: false,
          extraEntropy: new Uint8Array(32).fill(++salt),
          format: "recovered",
        });
        return toHex(Uint8Array.of(...signature.subarray(1), 27 + (signature[0] ?? 0)));
      },
    };
    await assert.rejects(wrapWithWallet(MasterKey.generate(), hedged), withCode("WALLET_NOT_DETERMINISTIC"));
  });

  it("refuses contract wallets and signatures of another account", async () => {
    const account = privateKeyToAccount(generatePrivateKey());
    const stranger = privateKeyToAccount(generatePrivateKey());
    for (const signTypedData of [
      async () => toHex(new Uint8Array(200)),
      async () => "0x" as const,
      async () => toHex(new Uint8Array(65)),
      (data: Parameters<typeof stranger.signTypedData>[0]) => stranger.signTypedData(data),
    ]) {
      await assert.rejects(
        wrapWithWallet(MasterKey.generate(), { address: account.address, signTypedData }),
        withCode("WALLET_SIGNATURE_UNSUITABLE"),
      );
    }
  });

  it(
    "reproduces the published vector with the vector's strings",
    { skip: existsSync(vectorFile) ? false : "vector file absent" },
    async () => {
      const vector = z
        .object({
          privateKey: z.string(),
          address: z.string(),
          typedData: z.object({
            domain: z.record(z.string(), z.unknown()),
            types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
            message: z.record(z.string(), z.unknown()),
          }),
          digest: z.string(),
          signature: z.string(),
          labels: z.record(z.string(), z.string()),
          derived: z.record(z.string(), z.string()),
        })
        .parse(JSON.parse(readFileSync(vectorFile, "utf8")));
      const wallet = new Wallet(vector.privateKey);
      const { EIP712Domain: _, ...types } = vector.typedData.types;
      const signature = await wallet.signTypedData(vector.typedData.domain, types, vector.typedData.message);
      assert.equal(signature, vector.signature);
      const derive = (label: string, lengthBytes: number) =>
        deriveFromSignature({
          signature: toHex(fromHex(signature)),
          account: toHex(fromHex(vector.address)),
          salt: "SPChain/wallet-kdf/v1",
          label,
          lengthBytes,
        });
      for (const name of ["pre_a1", "pre_a2", "peks"]) {
        const scalar = scalarFromBytes64(derive(vector.labels[name] ?? "", 64));
        assert.equal(`0x${scalar.toString(16).padStart(64, "0")}`, vector.derived[name], name);
      }
      assert.equal(toHex(derive("kek", 32)), vector.derived["kek"]);
    },
  );
});

describe("the passphrase's wrap", () => {
  it("opens with the passphrase, composed or decomposed, and no other", async () => {
    const master = MasterKey.generate();
    const wrap = await wrapWithPassphrase(master, `${passphrase} ä`);
    assert.deepEqual(wrap.scrypt, { ...SCRYPT_RECOMMENDED });
    assert.equal((await unwrapWithPassphrase(wrap, `${passphrase} a\u0308`)).check(), master.check());
    await assert.rejects(
      unwrapWithPassphrase(wrap, `${passphrase} a`),
      withCode("KEY_WRAP_REFUSED", { kind: "passphrase" }),
    );
  });
  it("refuses a passphrase that is too short", async () => {
    await assert.rejects(
      wrapWithPassphrase(MasterKey.generate(), "12345678901234"),
      withCode("PASSPHRASE_TOO_SHORT"),
    );
  });
});

describe("the passkey's wrap", () => {
  const result = () => ({
    credentialId: "Y3JlZA",
    prfInput: newPrfInput(),
    prfOutput: new Uint8Array(32).fill(9),
  });
  it("opens with the PRF output of this passkey and input only", () => {
    const master = MasterKey.generate();
    const wrap = wrapWithPasskey(master, result());
    assert.equal(unwrapWithPasskey(wrap, new Uint8Array(32).fill(9)).check(), master.check());
    const refused = withCode("KEY_WRAP_REFUSED", { kind: "passkey" });
    assert.throws(() => unwrapWithPasskey(wrap, new Uint8Array(32).fill(8)), refused);
    for (const changed of [
      { ...wrap, credentialId: "Y3JlZB".replace("B", "Q") },
      { ...wrap, prfInput: other(wrap.prfInput) },
      { ...wrap, salt: other(wrap.salt) },
      { ...wrap, check: other(wrap.check) },
      { ...wrap, wrapped: other(wrap.wrapped) },
    ]) {
      assert.throws(() => unwrapWithPasskey(changed, new Uint8Array(32).fill(9)), refused);
    }
    assert.throws(() => unwrapWithPasskey(wrap, new Uint8Array(31)), withCode("PASSKEY_PRF_INVALID"));
  });
  it("never encrypts twice under one key", () => {
    const master = MasterKey.generate();
    const same = result();
    assert.notEqual(wrapWithPasskey(master, same).wrapped, wrapWithPasskey(master, same).wrapped);
  });
});

describe("the keyring", () => {
  const passkey = (master: MasterKey, credentialId: string) =>
    wrapWithPasskey(master, { credentialId, prfInput: newPrfInput(), prfOutput: new Uint8Array(32).fill(9) });

  it("comes back from storage, with one wrap per way in", async () => {
    const master = MasterKey.generate();
    const first = passkey(master, "Y3JlZA");
    const keyring = addWrap(
      createKeyring(master, [first]),
      await wrapWithWallet(master, privateKeyToAccount(generatePrivateKey())),
    );
    assert.deepEqual(parseKeyring(storeKeyring(keyring).bytes, master.check()), keyring);
    const renewed = addWrap(keyring, passkey(master, "Y3JlZA"));
    assert.deepEqual(
      renewed.wraps.map(({ kind }) => kind),
      ["wallet", "passkey"],
    );
    assert.equal(addWrap(renewed, passkey(master, "Y3JlZQ")).wraps.length, 3);
    assert.equal(removeWrap(renewed, first).wraps.length, 1);
    assert.throws(() => removeWrap(createKeyring(master, [first]), first), withCode("KEYRING_LAST_WRAP"));
  });

  it("refuses another person's wrap, and a keyring that is not the published one", () => {
    const master = MasterKey.generate();
    const stranger = MasterKey.generate();
    const keyring = createKeyring(master, [passkey(master, "Y3JlZA")]);
    assert.throws(() => addWrap(keyring, passkey(stranger, "Y3JlZA")), withCode("KEYRING_OTHER_KEY"));
    assert.throws(
      () => createKeyring(master, [passkey(stranger, "Y3JlZA")]),
      withCode("MASTER_KEY_MISMATCH"),
    );
    const { bytes } = storeKeyring(createKeyring(stranger, [passkey(stranger, "Y3JlZA")]));
    assert.throws(() => parseKeyring(bytes, master.check()), withCode("KEYRING_OTHER_KEY"));
  });

  it("refuses scrypt parameters that would exhaust memory", async () => {
    const master = MasterKey.generate();
    const keyring = createKeyring(master, [await wrapWithPassphrase(master, passphrase)]);
    const hostile = JSON.stringify(keyring).replace('"logN":17', '"logN":31');
    assert.throws(
      () => parseKeyring(utf8(hostile)),
      withCode("DOCUMENT_INVALID", { field: "wraps.0.scrypt.logN" }),
    );
  });
});

describe("errors of the keys", () => {
  it("hold no secret", async () => {
    const secret = new Uint8Array(32).fill(0xc5);
    const master = MasterKey.fromBytes(secret);
    const canary = "CANARY-pass-phrase-4711";
    const wrap = await wrapWithPassphrase(master, canary);
    const failure = await unwrapWithPassphrase({ ...wrap, wrapped: other(wrap.wrapped) }, canary).catch(
      (error: unknown) => error,
    );
    const passkeyFailure = (() => {
      try {
        return unwrapWithPasskey(
          wrapWithPasskey(master, {
            credentialId: "Y3JlZA",
            prfInput: newPrfInput(),
            prfOutput: new Uint8Array(32),
          }),
          secret,
        );
      } catch (error) {
        return error;
      }
    })();
    for (const error of [failure, passkeyFailure]) {
      assert.ok(error instanceof Error);
      const text = visibleTextOf(error);
      assert.equal(text.includes("CANARY") || text.includes("c5c5") || text.includes("197,197"), false, text);
    }
  });
});
