import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpsServer, request } from "node:https";
import { describe, it } from "node:test";
import { connect, createServer, TLSSocket } from "node:tls";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { normalSerial, organizationUrn, tlsOptions, x509 } from "../../oracle/src/pki/index.ts";
import { keyToPem } from "../../network/src/pki/authority.ts";
import { createRoot } from "../../network/src/pki/createRoot.ts";
import {
  AUTHORITY,
  CLINIC,
  type Credential,
  forged,
  hierarchy,
  HOSPITAL,
  inDays,
  listsOf,
  oracle,
} from "../../network/src/pki/fixtures.ts";
import { folderWith, listen, meet, type Pair, pair, tryCredential } from "./tlsFixtures.ts";

const serialOf = (pem: string): string => normalSerial(new X509Certificate(pem).serialNumber);
/** A root of one's own, shown as an oracle's certificate. */
async function selfSigned(): Promise<Credential> {
  const { certificate, key } = await createRoot({ dnsName: HOSPITAL });
  return { cert: certificate, key: await keyToPem(key) };
}

async function issuedByOracle({ own }: Pair): Promise<Credential> {
  const usages = x509.KeyUsageFlags.keyCertSign;
  const middle = await forged(own.intermediate, { ...sound, isAuthority: true, usages });
  const below = await forged(middle.authority, sound);
  return { cert: below.cert + own.intermediate.certificate, key: below.key };
}

const sound = { dns: [HOSPITAL, "localhost"], ips: ["127.0.0.1"], uris: [organizationUrn(HOSPITAL)] };

describe("tlsOptions over real sockets", () => {
  it("lets two organisations' oracles meet, each knowing the other (F1, F7)", async (context) => {
    const { asServer, asClient } = await tryCredential(context, ({ own }) => oracle(own.intermediate));
    assert.deepEqual(asServer, { server: CLINIC, client: "ok" });
    assert.deepEqual(asClient, { server: HOSPITAL, client: "ok" });
  });

  // Without the issuer's list OpenSSL speaks of the list before it speaks of the issuer.
  const refused: readonly [what: string, credential: (pair: Pair) => Promise<Credential>, reason: string][] =
    [
      [
        "an expired certificate",
        ({ own }) => oracle(own.intermediate, { now: inDays(-60) }),
        "CERT_HAS_EXPIRED",
      ],
      [
        "a certificate that does not hold yet",
        ({ own }) => oracle(own.intermediate, { now: inDays(1) }),
        "CERT_NOT_YET_VALID",
      ],
      [
        "a certificate under another root",
        async () => oracle((await hierarchy(HOSPITAL)).intermediate),
        "UNABLE_TO_GET_CRL",
      ],
      ["a self-signed certificate", selfSigned, "UNABLE_TO_GET_CRL"],
      [
        "the id of another organisation",
        ({ own }) => forged(own.intermediate, { ...sound, uris: [organizationUrn(CLINIC)] }),
        "PEER_ORGANIZATION_WRONG",
      ],
      [
        "the DNS name of another organisation",
        ({ own }) => forged(own.intermediate, { ...sound, dns: [HOSPITAL, CLINIC] }),
        // Node has no name for OpenSSL's X509_V_ERR_PERMITTED_VIOLATION.
        "UNSPECIFIED",
      ],
      [
        "another organisation's intermediate",
        ({ other }) => forged(other.intermediate, { dns: [CLINIC], uris: [organizationUrn(HOSPITAL)] }),
        "PEER_ORGANIZATION_WRONG",
      ],
      [
        "a certificate for other purposes",
        ({ own }) => forged(own.intermediate, { ...sound, purposes: [x509.ExtendedKeyUsage.codeSigning] }),
        "INVALID_PURPOSE",
      ],
      [
        "a certificate that an oracle issued",
        issuedByOracle,
        "PATH_LENGTH_EXCEEDED|INVALID_CA|UNABLE_TO_GET_CRL",
      ],
    ];
  for (const [what, credential, reason] of refused) {
    it(`refuses ${what}, of a server and of a client`, async (context) => {
      const { asServer, asClient, explained } = await tryCredential(context, credential);
      assert.match(asServer.client, new RegExp(reason));
      assert.notEqual(asClient.client, "ok");
      assert.notEqual(asClient.server, HOSPITAL);
      assert.match(explained.server, new RegExp(reason));
    });
  }

  it("refuses a revoked certificate, and everything under a revoked intermediate", async (context) => {
    for (const kind of ["revokedByIntermediate", "revokedByRoot"] as const) {
      const { asServer, asClient, explained } = await tryCredential(
        context,
        ({ own }) => oracle(own.intermediate),
        async ({ own, other, trust }, { cert }) => {
          const revoked = kind === "revokedByRoot" ? own.intermediate.certificate : cert;
          const lists = await listsOf(own.root, own.intermediate, { [kind]: serialOf(revoked) });
          return { ...trust, lists: lists.concat(other.lists[1] ?? "") };
        },
      );
      assert.equal(asServer.client, "CERT_REVOKED");
      assert.notEqual(asClient.client, "ok");
      assert.equal(explained.server, "CERT_REVOKED");
    }
  });

  it("refuses everybody when the lists are stale or missing", async (context) => {
    const stale = await tryCredential(
      context,
      ({ own }) => oracle(own.intermediate),
      async ({ own, trust }) => ({
        ...trust,
        lists: await listsOf(own.root, own.intermediate, { now: inDays(-30) }),
      }),
    );
    assert.equal(stale.asServer.client, "CRL_HAS_EXPIRED");
    const missing = await tryCredential(
      context,
      ({ own }) => oracle(own.intermediate),
      async ({ own, trust }) => ({ ...trust, lists: own.lists.slice(0, 1) }),
    );
    assert.equal(missing.asServer.client, "UNABLE_TO_GET_CRL");
  });

  it("refuses a client without a certificate", async (context) => {
    const { own, trust } = await pair();
    const server = tlsOptions(folderWith(context, await oracle(own.intermediate), trust));
    const { client, server: found } = await meet(context, server, {
      ca: own.root.certificate,
      checkServerIdentity: () => undefined,
    });
    assert.equal(found, "nobody came through");
    assert.match(client, /CERTIFICATE_REQUIRED/);
  });

  it("refuses a server of another organisation than the one it calls", async (context) => {
    const { own, other, trust } = await pair();
    const server = tlsOptions(folderWith(context, await oracle(own.intermediate), trust));
    const client = tlsOptions(folderWith(context, await oracle(other.intermediate), trust));
    const wrong = await meet(context, server, client.client(orgIdOf(AUTHORITY)));
    assert.equal(wrong.client, "PEER_ORGANIZATION_WRONG");
    assert.equal((await meet(context, server, client.client(orgIdOf(HOSPITAL)))).client, "ok");
  });

  it("speaks nothing older than TLS 1.3", async (context) => {
    const { own, trust } = await pair();
    const server = tlsOptions(folderWith(context, await oracle(own.intermediate), trust));
    const client = server.client(orgIdOf(HOSPITAL));
    const { client: outcome } = await meet(context, server, {
      ...client,
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.2",
    });
    assert.match(outcome, /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/);
  });

  it("does not resume sessions, so that a revocation cannot be slept through", async (context) => {
    const { own, trust } = await pair();
    const tls = tlsOptions(folderWith(context, await oracle(own.intermediate), trust));
    const server = createServer(tls.server, (socket) => {
      socket.on("error", () => undefined);
      socket.end(socket.isSessionReused() ? "resumed" : "fresh");
    });
    const port = await listen(context, server);
    let session: Buffer | undefined;
    for (let round = 0; round < 2; round++) {
      const socket = connect({ ...tls.client(orgIdOf(HOSPITAL)), host: "127.0.0.1", port, session });
      socket.on("session", (ticket) => (session = ticket));
      const [data] = await once(socket, "data");
      assert.equal(String(data), "fresh");
      await once(socket, "close");
    }
  });

  it("serves HTTPS to another organisation's oracle", async (context) => {
    const { own, other, trust } = await pair();
    const tls = tlsOptions(folderWith(context, await oracle(own.intermediate), trust));
    const peer = tlsOptions(folderWith(context, await oracle(other.intermediate), trust));
    const server = createHttpsServer(tls.server, (incoming, answer) => {
      assert.ok(incoming.socket instanceof TLSSocket);
      answer.end(tls.identifyClient(incoming.socket).dnsName);
    });
    const port = await listen(context, server);
    const call = request({ ...peer.client(orgIdOf(HOSPITAL)), host: "127.0.0.1", port, agent: false }).end();
    const [answer] = await once(call, "response");
    assert.equal(String(await answer.toArray()), CLINIC);
  });
});
