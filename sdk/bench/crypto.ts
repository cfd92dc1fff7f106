/**
 * Time per operation of the record's path on this machine: mcl-wasm as shipped, against a named baseline, the same group
 * operations on @noble/curves 2.4 ("noble twin"). `node sdk/bench/crypto.ts` prints a table; the goal is 50 ms for each step.
 */
import { fileURLToPath } from "node:url";
import {
  commit,
  commitmentMessage,
  combinePartials,
  dealOrganizationKey,
  dealReencryptionShares,
  evaluateNullifier,
  blindNullifier,
  dealNullifierKey,
  generateCommitmentKey,
  initCrypto,
  openOwnCapsule,
  openReencrypted,
  partialReencrypt,
  redact,
  sealPart,
  derivePublicX,
  unwrapPartial,
  verifyCapsule,
  verifyOpening,
  verifyPartial,
  verifyReencryptionShare,
  verifyUnwrapPartial,
  randomScalar,
} from "../src/crypto/index.ts";
import { aGrantedPart, anId, at } from "../src/crypto/testing/fixtures.ts";
import { twinOperations } from "./twinOperations.ts";

export const BASELINE = "noble twin (@noble/curves 2.4.0, the same group operations)";

export interface Measurement {
  readonly operation: string;
  /** Median. */
  readonly ms: number;
  /** Median of the baseline, where the operation is on BLS12-381. */
  readonly baselineMs?: number | undefined;
}

/** Median time of an operation in milliseconds, after a tenth of the rounds as warm-up. */
export function medianMs(operation: () => unknown, rounds: number): number {
  for (let i = 0; i < Math.ceil(rounds / 10); i++) operation();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    operation();
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}

/** Measures every operation; the baseline with a quarter of the rounds, because it is slower. */
export async function measureCrypto(rounds = 40): Promise<Measurement[]> {
  await initCrypto();
  const twin = twinOperations();
  const against = (operation: string, ours: () => unknown, baseline?: () => unknown): Measurement => ({
    operation,
    ms: medianMs(ours, rounds),
    baselineMs: baseline === undefined ? undefined : medianMs(baseline, Math.ceil(rounds / 4)),
  });
  return [...measureRecordPath(against, twin), ...measureOrganization(against), ...measureOthers(against)];
}

type Against = (operation: string, ours: () => unknown, baseline?: () => unknown) => Measurement;

function measureRecordPath(against: Against, twin: ReturnType<typeof twinOperations>): Measurement[] {
  const granted = aGrantedPart();
  const { a, b2, part, context, capsule, threshold, y, deal, accessId, partials } = granted;
  const { x, c1 } = capsule;
  const { commitments } = deal;
  const [share, partial] = [at(deal.shares, 0), at(partials, 0)];
  const opening = { capsule, context, partials, threshold, commitments, accessId, b2 };
  const verifyAll = () => {
    for (const one of partials.slice(0, threshold))
      verifyPartial({ c1, partial: one, commitments, y, accessId });
    return openReencrypted(opening);
  };
  return [
    against("seal", () => sealPart({ x, part, epoch: 0, context }), twin.seal),
    against("verify capsule", () => verifyCapsule({ capsule, context }), twin.verifyCapsule),
    against("open own capsule", () => openOwnCapsule({ capsule, a, context }), twin.openOwn),
    against(
      "deal to 3 proxies",
      () => dealReencryptionShares({ a, y, threshold, indices: [1, 2, 3] }),
      twin.deal,
    ),
    against(
      "verify share",
      () => verifyReencryptionShare({ x, y, threshold, commitments, ...share }),
      twin.verifyShare,
    ),
    against("partial", () => partialReencrypt({ c1, ...share, commitments, y, accessId }), twin.partial),
    against(
      "verify partial",
      () => verifyPartial({ c1, partial, commitments, y, accessId }),
      twin.verifyPartial,
    ),
    against("combine 2", () => combinePartials({ partials, threshold, b2 }), twin.combine),
    against("open, proofs on failure", () => openReencrypted(opening)),
    against("open, proofs always", verifyAll),
  ];
}

function measureOrganization(against: Against): Measurement[] {
  const { key, shares } = dealOrganizationKey({ threshold: 2, indices: [1, 2, 3] });
  const granted = aGrantedPart();
  const accessId = anId();
  const w = at(granted.partials, 0).p;
  const share = at(shares, 0);
  const partial = unwrapPartial({ key, w, accessId, ...share });
  return [
    against("unwrap partial", () => unwrapPartial({ key, w, accessId, ...share })),
    against("verify unwrap partial", () => verifyUnwrapPartial({ key, partial, w, accessId })),
  ];
}

function measureOthers(against: Against): Measurement[] {
  const { x, h1 } = generateCommitmentKey();
  const registryId = anId();
  const m = commitmentMessage({
    registryId,
    chainId: 7100n,
    recordId: anId(),
    version: 0,
    digest: anId(),
    fieldRoot: anId(),
  });
  const { commitment, proof } = commit({ h1, m, registryId });
  const { key, shares } = dealNullifierKey({ threshold: 2, indices: [1, 2, 3] });
  const { blinded } = blindNullifier({ realId: "urn:x|1", chainId: 7100n, registryId });
  return [
    against("commit", () => commit({ h1, m, registryId })),
    against("verify opening", () => verifyOpening({ commitment, h1, m, registryId, proof })),
    against("redact", () => redact({ x, commitment, m, registryId })),
    against("evaluate nullifier", () => evaluateNullifier({ key, blinded, ...at(shares, 0) })),
    against("derive X", () => derivePublicX(randomScalar())),
  ];
}

/** The measurements as a Markdown table. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ operation, ms, baselineMs }) => {
    const baseline = baselineMs === undefined ? "–" : baselineMs.toFixed(2);
    const times = baselineMs === undefined ? "–" : `${(baselineMs / ms).toFixed(1)}×`;
    return `| ${operation} | ${ms.toFixed(2)} | ${baseline} | ${times} |`;
  });
  return [
    `Baseline: ${BASELINE}`,
    "",
    "| operation | ms | baseline ms | faster |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${tableOf(await measureCrypto())}\n`);
}
