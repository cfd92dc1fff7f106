import { type Rsa, RSA_BASELINE, type RsaTimes, measureRsa } from "./rsa.ts";
import { measureRecordSteps, type StepTimes } from "./recordSteps.ts";
import { type BenchRow, timesQuicker } from "./row.ts";

const MEGABYTE = 1_048_576;
const STEP_GOAL_MS = 50;
const OPENING_GOAL = 100;
const ROUNDS = 20;

export interface RecordTimes {
  readonly steps: StepTimes;
  readonly rsa: RsaTimes;
}

/** Measures on the platform that it runs on. */
export async function measureRecord(rsa: Rsa, rounds = ROUNDS): Promise<RecordTimes> {
  const content = Uint8Array.from({ length: MEGABYTE }, (_, index) => (index * 31) % 251);
  return { steps: await measureRecordSteps(content, rounds), rsa: await measureRsa(content, rsa) };
}

/** Rows "seal, re-encrypt, open a 1 MB record" of one platform. */
export function recordRows({ steps, rsa }: RecordTimes, platform: "Node" | "Chromium"): BenchRow[] {
  const row = (
    name: string,
    what: string,
    ms: number,
    against: { readonly name: string; readonly ms: number } | null,
    timesGoal?: number,
  ): BenchRow => {
    const ours = { value: ms, unit: "ms" };
    const baseline = against === null ? null : { value: against.ms, unit: "ms" };
    const ratio = baseline === null ? null : timesQuicker(ours, baseline);
    const isQuickEnough = timesGoal === undefined || (ratio !== null && ratio >= timesGoal);
    return {
      row: `${name}, ${platform}`,
      what,
      ours,
      baseline,
      baselineName: against?.name ?? "",
      ratio,
      goal: `≤ ${STEP_GOAL_MS} ms${timesGoal === undefined ? "" : ` and ≥ ${timesGoal} ×`}`,
      isMet: ms <= STEP_GOAL_MS && isQuickEnough,
    };
  };
  return [
    row("seal 1 MB", "doctor: file, digest, capsules, commitment, signatures", steps.seal, {
      name: `encrypting by ${RSA_BASELINE}`,
      ms: rsa.encrypt,
    }),
    row("re-encrypt 1 MB", "one proxy: both parts, each with proof", steps.reencrypt, {
      name: `decrypting and encrypting anew by ${RSA_BASELINE}`,
      ms: rsa.decrypt + rsa.encrypt,
    }),
    row(
      "open 1 MB as grantee",
      "two answers to content, digest compared",
      steps.open,
      { name: `decrypting by ${RSA_BASELINE}`, ms: rsa.decrypt },
      OPENING_GOAL,
    ),
    row("verify 1 MB", "all signatures and proofs of the record", steps.verify, null),
  ];
}
