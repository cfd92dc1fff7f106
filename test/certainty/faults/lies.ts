import { randomBytes } from "node:crypto";

/**
 * What a lying proxy sends instead of its answer: bytes without sense, half of the answer, the answer followed by noise without end, the
 * partial of the other capsule with its own good proof, and a partial with the proof of another.
 */
export const LIES = ["noise", "truncated", "flood", "other capsule", "other partial"] as const;
export type Lie = (typeof LIES)[number];

const NOISE_BYTES = 2_000;
const FLOOD_BYTES = 64 << 20;

interface Partial {
  readonly index: number;
  readonly p: string;
  readonly proof: { readonly c: string; readonly z: string };
}

export function corrupt(lie: Lie, body: Buffer): Buffer {
  if (lie === "noise") return randomBytes(NOISE_BYTES);
  if (lie === "truncated") return body.subarray(0, Math.floor(body.length / 2));
  if (lie === "flood") return Buffer.concat([body, Buffer.alloc(FLOOD_BYTES, " ")]);
  const answer = JSON.parse(body.toString("utf8")) as {
    readonly partials: { readonly patient: Partial; readonly institution: Partial };
  };
  const { patient, institution } = answer.partials;
  const partials = {
    "other capsule": { patient: institution, institution: patient },
    "other partial": { patient: { ...patient, p: institution.p }, institution },
  }[lie];
  return Buffer.from(JSON.stringify({ ...answer, partials }));
}
