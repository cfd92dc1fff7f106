import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import {
  normalSerial,
  organizationUrn,
  parseTrust,
  type PeerIdentity,
  pemBlocks,
  verifyPeerChain,
  x509,
} from "../../oracle/src/pki/index.ts";
import { createRoot } from "../../network/src/pki/createRoot.ts";
import {
  CLINIC,
  type Credential,
  forged,
  type Forgery,
  type Hierarchy,
  hierarchy,
  HOSPITAL,
  inDays,
  listsOf,
  oracle,
} from "../../network/src/pki/fixtures.ts";

interface Check {
  readonly chain?: readonly (string | Uint8Array)[];
  readonly lists?: readonly string[];
  readonly roots?: string;
  readonly now?: Date;
  readonly purpose?: "server" | "client";
  readonly organization?: `0x${string}`;
}

function check(own: Hierarchy, credential: Pick<Credential, "cert">, options: Check = {}): PeerIdentity {
  const {
    chain = pemBlocks(credential.cert),
    lists = own.lists,
    roots = own.root.certificate,
    purpose = "server",
    ...rest
  } = options;
  return verifyPeerChain({
    chain,
    purpose,
    trust: parseTrust({ roots, revocationLists: lists.join("") }),
    ...rest,
  });
}

const withCode =
  (code: string) =>
  (error: unknown): true => {
    assert.ok(error instanceof VerificationError, String(error));
    assert.equal(error.code, code);
    return true;
  };

const serialOf = (pem: string): string => normalSerial(new X509Certificate(pem).serialNumber);
const sound: Forgery = {
  dns: [HOSPITAL, "localhost"],
  ips: ["127.0.0.1"],
  uris: [organizationUrn(HOSPITAL)],
};

describe("verifyPeerChain", () => {
  it("says which organisation an oracle is of, as server and as client", async () => {
    const own = await hierarchy();
    const credential = await oracle(own.intermediate);
    for (const purpose of ["server", "client"] as const) {
      const identity = check(own, credential, { purpose, organization: orgIdOf(HOSPITAL) });
      assert.equal(identity.orgId, orgIdOf(HOSPITAL));
      assert.equal(identity.dnsName, HOSPITAL);
      assert.equal(identity.serialNumber, serialOf(credential.cert));
    }
  });

  it("accepts what a forger would start from, so that each forgery below fails for its one change", async () => {
    const own = await hierarchy();
    assert.equal(check(own, await forged(own.intermediate, sound)).dnsName, HOSPITAL);
  });

  it("refuses an expired certificate and one that does not hold yet", async () => {
    const own = await hierarchy();
    const expired = await oracle(own.intermediate, { now: inDays(-60) });
    assert.throws(() => check(own, expired), withCode("PEER_CERTIFICATE_EXPIRED"));
    const early = await oracle(own.intermediate, { now: inDays(1) });
    assert.throws(() => check(own, early), withCode("PEER_CERTIFICATE_NOT_YET_VALID"));
    const good = await oracle(own.intermediate);
    assert.throws(() => check(own, good, { now: inDays(800) }), withCode("PEER_CERTIFICATE_EXPIRED"));
  });

  it("refuses another root, even one of the same name", async () => {
    const own = await hierarchy();
    const other = await createRoot({ dnsName: "authority.example" });
    const credential = await oracle(own.intermediate);
    assert.throws(() => check(own, credential, { roots: other.certificate }), withCode("PEER_ROOT_UNKNOWN"));
    assert.equal(
      check(own, credential, { roots: other.certificate + own.root.certificate }).dnsName,
      HOSPITAL,
    );
  });

  it("refuses a certificate without its intermediate, with another's, and rubbish", async () => {
    const own = await hierarchy();
    const twin = await hierarchy(HOSPITAL, own.root);
    const [leaf = ""] = pemBlocks((await oracle(own.intermediate)).cert);
    assert.throws(() => check(own, { cert: leaf }), withCode("PEER_ISSUER_UNKNOWN"));
    assert.throws(() => check(own, { cert: "" }), withCode("PEER_CHAIN_MALFORMED"));
    assert.throws(
      () => check(own, { cert: "" }, { chain: [new Uint8Array(10), leaf] }),
      withCode("PEER_CHAIN_MALFORMED"),
    );
    assert.throws(
      () => check(own, { cert: leaf + twin.intermediate.certificate }),
      withCode("PEER_SIGNATURE_INVALID"),
    );
  });

  it("finds the intermediate among those it knows when TLS does not tell it", async () => {
    const own = await hierarchy();
    const twin = await hierarchy(HOSPITAL, own.root);
    const [leaf = ""] = pemBlocks((await oracle(own.intermediate)).cert);
    const known = (intermediates: string) => () =>
      verifyPeerChain({
        chain: [leaf],
        purpose: "client",
        trust: parseTrust({
          roots: own.root.certificate,
          intermediates,
          revocationLists: own.lists.join(""),
        }),
      });
    const both = twin.intermediate.certificate + own.intermediate.certificate;
    assert.equal(known(both)().dnsName, HOSPITAL);
    assert.throws(known(twin.intermediate.certificate), withCode("PEER_ISSUER_UNKNOWN"));
  });

  it("refuses a self-signed certificate", async () => {
    const own = await hierarchy();
    const root = await createRoot({ dnsName: HOSPITAL });
    assert.throws(
      () => check(own, { cert: root.certificate + root.certificate }),
      withCode("PEER_ROOT_UNKNOWN"),
    );
  });

  const forgeries: readonly [what: string, change: Forgery, code: string][] = [
    ["the id of another organisation", { uris: [organizationUrn(CLINIC)] }, "PEER_ORGANIZATION_WRONG"],
    [
      "the ids of two organisations",
      { uris: [organizationUrn(HOSPITAL), organizationUrn(CLINIC)] },
      "PEER_ORGANIZATION_WRONG",
    ],
    ["no organisation", { uris: [] }, "PEER_ORGANIZATION_WRONG"],
    [
      "another kind of URI",
      { uris: [organizationUrn(HOSPITAL), "https://example.org"] },
      "PEER_NAME_FOREIGN",
    ],
    ["the DNS name of another organisation", { dns: [HOSPITAL, CLINIC] }, "PEER_NAME_FOREIGN"],
    ["a DNS name that only ends like its own", { dns: [HOSPITAL, `evil${HOSPITAL}`] }, "PEER_NAME_FOREIGN"],
    ["only a name of this machine", { dns: ["localhost"] }, "PEER_NAME_FOREIGN"],
    ["an address of another machine", { ips: ["192.0.2.1"] }, "PEER_NAME_FOREIGN"],
    ["the purpose of a client only", { purposes: [x509.ExtendedKeyUsage.clientAuth] }, "PEER_PURPOSE_WRONG"],
    ["no purpose", { purposes: [x509.ExtendedKeyUsage.codeSigning] }, "PEER_PURPOSE_WRONG"],
    [
      "the power to certify",
      { isAuthority: true, usages: x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyCertSign },
      "PEER_PURPOSE_WRONG",
    ],
    ["no power to sign", { usages: x509.KeyUsageFlags.keyEncipherment }, "PEER_PURPOSE_WRONG"],
    [
      "a critical extension nobody knows",
      { extra: [new x509.Extension("1.3.6.1.4.1.55555.1", true, new Uint8Array([5, 0]))] },
      "PEER_PURPOSE_WRONG",
    ],
  ];
  for (const [what, change, code] of forgeries) {
    it(`refuses a certificate with ${what}, though its intermediate signed it`, async () => {
      const own = await hierarchy();
      const credential = await forged(own.intermediate, { ...sound, ...change });
      assert.throws(() => check(own, credential), withCode(code));
    });
  }

  it("refuses an oracle that certifies another", async () => {
    const own = await hierarchy();
    const middle = await forged(own.intermediate, {
      ...sound,
      isAuthority: true,
      usages: x509.KeyUsageFlags.keyCertSign,
    });
    const below = await forged(middle.authority, sound);
    assert.throws(
      () => check(own, { cert: below.cert + own.intermediate.certificate }),
      withCode("PEER_ROOT_UNKNOWN"),
    );
  });

  it("refuses an oracle that the root certified without an intermediate", async () => {
    const own = await hierarchy();
    const credential = await forged(own.root, sound);
    assert.throws(() => check(own, credential), withCode("PEER_PURPOSE_WRONG"));
  });

  it("refuses another organisation than the one expected", async () => {
    const own = await hierarchy();
    const credential = await oracle(own.intermediate);
    assert.throws(
      () => check(own, credential, { organization: orgIdOf(CLINIC) }),
      withCode("PEER_ORGANIZATION_WRONG"),
    );
  });

  it("refuses what was revoked, by the intermediate or by the root", async () => {
    const own = await hierarchy();
    const credential = await oracle(own.intermediate);
    const byIntermediate = await listsOf(own.root, own.intermediate, {
      revokedByIntermediate: serialOf(credential.cert),
    });
    assert.throws(() => check(own, credential, { lists: byIntermediate }), withCode("PEER_REVOKED"));
    const byRoot = await listsOf(own.root, own.intermediate, {
      revokedByRoot: serialOf(own.intermediate.certificate),
    });
    assert.throws(() => check(own, credential, { lists: byRoot }), withCode("PEER_REVOKED"));
    const other = await listsOf(own.root, own.intermediate, { revokedByIntermediate: "abcdef" });
    assert.equal(check(own, credential, { lists: other }).dnsName, HOSPITAL);
  });

  it("refuses when it cannot know: a list missing, stale, from the future, or of another issuer", async () => {
    const own = await hierarchy();
    const twin = await hierarchy(HOSPITAL, own.root);
    const credential = await oracle(own.intermediate);
    const [rootList = "", ownList = ""] = own.lists;
    for (const lists of [
      [],
      [rootList],
      [ownList],
      [rootList, twin.lists[1] ?? ""],
      await listsOf(own.root, own.intermediate, { now: inDays(-30) }),
      await listsOf(own.root, own.intermediate, { now: inDays(2) }),
    ]) {
      assert.throws(() => check(own, credential, { lists }), withCode("PEER_REVOCATION_UNKNOWN"));
    }
  });

  it("believes a stale list that says revoked", async () => {
    const own = await hierarchy();
    const credential = await oracle(own.intermediate);
    const stale = await listsOf(own.root, own.intermediate, {
      now: inDays(-30),
      revokedByIntermediate: serialOf(credential.cert),
    });
    assert.throws(
      () => check(own, credential, { lists: [...stale, ...own.lists] }),
      withCode("PEER_REVOKED"),
    );
  });

  it("refuses a certificate in which any one bit is turned", async () => {
    const own = await hierarchy();
    const [leaf = "", intermediate = ""] = pemBlocks((await oracle(own.intermediate)).cert);
    const der = [leaf, intermediate].map((pem) => new Uint8Array(new X509Certificate(pem).raw));
    const seed = process.env["FC_SEED"];
    fc.assert(
      fc.property(fc.nat(1), fc.nat(), fc.nat(7), (which, at, bit) => {
        const chain = der.map((each) => Uint8Array.from(each));
        const target = chain[which];
        assert.ok(target);
        const index = at % target.length;
        target[index] = (target[index] ?? 0) ^ (1 << bit);
        assert.throws(
          () => check(own, { cert: "" }, { chain }),
          (error) => error instanceof MedLatticeError,
        );
      }),
      { numRuns: 300, ...(seed === undefined ? {} : { seed: Number(seed) }) },
    );
  });
});
