/**
 * What one side hands to the other: every value is text, so that it crosses from Node to the page and back unchanged.
 * The same functions run on both sides; the test crosses their results.
 */
import { fromHex, readAllBytes, toHex, utf8 } from "@medlattice/sdk/codec";
import {
  CAPSULE_KIND,
  commit,
  commitmentMessage,
  dealReencryptionShares,
  decodeCapsule,
  derivePublicX,
  derivePublicY,
  encodeCapsule,
  generateCommitmentKey,
  initCrypto,
  openReencrypted,
  partialReencrypt,
  sealPart,
  verifyOpening,
} from "@medlattice/sdk/crypto";
import { open, seal } from "@medlattice/sdk/envelope";
import { readFields, readRedacted, redact } from "@medlattice/sdk/fields";
import { MasterKey, unwrapWithPassphrase, wrapWithPassphrase } from "@medlattice/sdk/keys";

export interface Made {
  readonly content: string;
  readonly sealed: `0x${string}`;
  readonly parts: { readonly patient: `0x${string}`; readonly institution: `0x${string}` };
  readonly capsule: ReturnType<typeof encodeCapsule>;
  readonly a: string;
  readonly commitment: {
    readonly value: `0x${string}`;
    readonly proof: `0x${string}`;
    readonly h1: readonly [string, string];
  };
}

const record = {
  registryId: `0x${"11".repeat(32)}`,
  chainId: 7101,
  recordId: `0x${"22".repeat(32)}`,
  version: 0,
} as const;
const sender = `0x${"33".repeat(32)}` as const;
const context = { ...record, chainId: 7101n, kind: CAPSULE_KIND.record, sender } as const;
const digest = `0x${"44".repeat(32)}` as const;
const accessId = `0x${"55".repeat(32)}` as const;
const message = commitmentMessage({ ...record, chainId: 7101n, digest, fieldRoot: `0x${"00".repeat(32)}` });

/** Seals, encapsulates and commits. */
export async function make(content: string, a: string): Promise<Made> {
  await initCrypto();
  const parts = { patient: new Uint8Array(32).fill(7), institution: new Uint8Array(32).fill(9) };
  const { stream } = await seal({ plaintext: utf8(content), record, parts });
  const capsule = sealPart({ x: derivePublicX(BigInt(a)), part: parts.patient, epoch: 0, context });
  const { h1 } = generateCommitmentKey();
  const { commitment, proof } = commit({ h1, m: message, registryId: record.registryId });
  return {
    content,
    sealed: toHex(await readAllBytes(stream, 1_000_000)),
    parts: { patient: toHex(parts.patient), institution: toHex(parts.institution) },
    capsule: encodeCapsule(capsule),
    a,
    commitment: { value: commitment, proof, h1: [h1.x.toString(), h1.y.toString()] },
  };
}

/** Opens by threshold re-encryption what the other side made, and verifies its commitment; answers with the content. */
export async function read(made: Made, b: string): Promise<string> {
  await initCrypto();
  const [x, y] = made.commitment.h1;
  verifyOpening({
    commitment: made.commitment.value,
    h1: { x: BigInt(x), y: BigInt(y) },
    m: message,
    registryId: record.registryId,
    proof: made.commitment.proof,
  });
  const capsule = decodeCapsule(made.capsule);
  const key = derivePublicY(BigInt(b));
  const deal = dealReencryptionShares({ a: BigInt(made.a), y: key, threshold: 2, indices: [1, 2, 3] });
  const partials = deal.shares
    .slice(1)
    .map((share) =>
      partialReencrypt({ c1: capsule.c1, ...share, commitments: deal.commitments, y: key, accessId }),
    );
  const patient = openReencrypted({
    capsule,
    context,
    partials,
    threshold: 2,
    commitments: deal.commitments,
    accessId,
    b2: BigInt(b),
  });
  const parts = { patient, institution: fromHex(made.parts.institution) };
  const content = await open({ sealed: fromHex(made.sealed), record, parts });
  return new TextDecoder().decode(await readAllBytes(content, 1_000_000));
}

/** Wraps and unwraps a master key under a passphrase: the slowest step, in WebAssembly-free JavaScript on both sides. */
export async function wrapAndUnwrap(passphrase: string): Promise<boolean> {
  const master = MasterKey.generate();
  const wrap = await wrapWithPassphrase(master, passphrase);
  const back = await unwrapWithPassphrase(wrap, passphrase);
  return back.check() === master.check();
}

/** The root of a bundle of some observations, and a copy of it with two of its fields hidden. */
export async function makeFields(
  count: number,
): Promise<{ readonly root: string; readonly copy: `0x${string}` }> {
  const entry = Array.from({ length: count }, (_, index) => ({
    fullUrl: `urn:uuid:${index}`,
    resource: { resourceType: "Observation", status: "final", code: { text: `血压 "${index}"\n` } },
  }));
  const content = utf8(JSON.stringify({ resourceType: "Bundle", type: "collection", entry }));
  const fieldSeed = new Uint8Array(32).fill(3);
  const document = await readFields({ content, mediaType: "application/fhir+json", fieldSeed });
  const copy = redact(document, { positions: [3], parts: [{ position: 4, path: "/resourceType" }] });
  return { root: document.root, copy: toHex(copy) };
}

/** The root that a redacted copy leads to. */
export async function readCopy(copy: `0x${string}`): Promise<string> {
  return (await readRedacted(fromHex(copy))).root;
}
