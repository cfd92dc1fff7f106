import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { describe, it } from "node:test";
import { sha256, utf8 } from "../../codec/index.ts";
import { createSessionKey, restoreSessionKey } from "../sessionKey.ts";
import { signRequest } from "./signRequest.ts";
import { signatureBase } from "./signatureBase.ts";

describe("signatureBase", () => {
  it("is what RFC 9421 §2.5 makes of the components", () => {
    const base = signatureBase({
      method: "POST",
      targetUri: "https://oracle.example/v1/relay?x=1",
      contentDigest: "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
      parametersLine:
        '("@method" "@target-uri" "content-digest");created=1;nonce="n";keyid="k";alg="ecdsa-p256-sha256"',
    });
    assert.equal(
      new TextDecoder().decode(base),
      `"@method": POST
"@target-uri": https://oracle.example/v1/relay?x=1
"content-digest": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:
"@signature-params": ("@method" "@target-uri" "content-digest");created=1;nonce="n";keyid="k";alg="ecdsa-p256-sha256"`,
    );
  });
});

describe("signRequest", () => {
  it("makes a signature that Node's crypto accepts over that base", async () => {
    const sessionKey = await createSessionKey();
    const body = utf8('{"hello": "world"}');
    const headers = await signRequest({
      sessionKey,
      method: "POST",
      targetUri: "https://oracle.example/foo",
      bodySha256: sha256(body),
      createdSeconds: 1_618_884_473,
      nonce: "b3k2pp5k7z-50gnwp",
    });
    // RFC 9530 §2 gives this digest for this content.
    assert.equal(headers["content-digest"], "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
    const line = headers["signature-input"]?.replace(/^medlattice=/, "") ?? "";
    assert.equal(
      line,
      `("@method" "@target-uri" "content-digest");created=1618884473;nonce="b3k2pp5k7z-50gnwp";keyid="${sessionKey.keyId}";alg="ecdsa-p256-sha256"`,
    );
    const base = signatureBase({
      method: "POST",
      targetUri: "https://oracle.example/foo",
      contentDigest: headers["content-digest"] ?? "",
      parametersLine: line,
    });
    const signature = Buffer.from(
      /^medlattice=:(.+):$/.exec(headers["signature"] ?? "")?.[1] ?? "",
      "base64",
    );
    const key = createPublicKey({
      key: Buffer.from(sessionKey.spki, "base64url"),
      format: "der",
      type: "spki",
    });
    assert.ok(verify("sha256", base, { key, dsaEncoding: "ieee-p1363" }, signature));
  });

  it("uses a fresh nonce each time", async () => {
    const sessionKey = await createSessionKey();
    const sign = async () =>
      (await signRequest({ sessionKey, method: "GET", targetUri: "https://x/" }))["signature-input"];
    assert.notEqual(await sign(), await sign());
  });
});

describe("a session key", () => {
  it("can be kept only when it was made so", async () => {
    await assert.rejects((await createSessionKey()).export());
    const kept = await createSessionKey({ extractable: true });
    const restored = await restoreSessionKey(await kept.export(), kept.spki);
    assert.equal(restored.keyId, kept.keyId);
    const message = Uint8Array.from(utf8("message"));
    const key = createPublicKey({ key: Buffer.from(kept.spki, "base64url"), format: "der", type: "spki" });
    assert.ok(verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, await restored.sign(message)));
  });
});
