import type { Hex } from "@medlattice/sdk/codec";
import type { IdentifiedBy } from "@medlattice/sdk/device/record";
import { PermissionError } from "@medlattice/sdk/errors";
import { visitCode } from "@medlattice/sdk/visit";
import { referenceOf } from "../custody/reference.ts";

/** How a doctor makes sure at the bedside; a wallet at the instruments is not one of this page's ways. */
export type IdentityCheck = Exclude<IdentifiedBy, "wallet">;

export interface Identified {
  readonly how: IdentityCheck;
  /** As the patient said it, as it was scanned, or as the doctor has compared it. */
  readonly code: string;
}

/** Enough for what was misread; then whoever is in a hurry has to look again. */
const MOST_IN_A_ROW = 5;
const PAUSE_MS = 30_000;

/**
 * Compares what was found at the patient with the treatment, and counts what was wrong (F4). It finds the wrong bed, not a forger: both
 * codes can be read on the pages of those concerned.
 */
export interface IdentityDesk {
  /** @throws PermissionError `CAPTURE_PATIENT_MISMATCH` | `CAPTURE_IDENTITY_PAUSED` */
  require(treatment: { readonly treatmentId: Hex; readonly patient: Hex }, identified: Identified): void;
  /** Checks that failed since the last that held. */
  wrong(treatmentId: Hex): number;
  clear(): void;
}

export function createIdentityDesk(now: () => number = Date.now): IdentityDesk {
  const refused = new Map<Hex, { readonly times: number; readonly last: number }>();
  return {
    wrong: (treatmentId) => refused.get(treatmentId)?.times ?? 0,
    clear: () => refused.clear(),
    require(treatment, identified) {
      const { treatmentId } = treatment;
      const { times, last } = refused.get(treatmentId) ?? { times: 0, last: 0 };
      const waitMs = last + PAUSE_MS - now();
      if (times > 0 && times % MOST_IN_A_ROW === 0 && waitMs > 0) {
        throw new PermissionError("CAPTURE_IDENTITY_PAUSED", "Too many codes were wrong in a row.", {
          hints: ["Make sure in person who the patient is, and try again in half a minute."],
          facts: { wrong: times, seconds: Math.ceil(waitMs / 1000) },
        });
      }
      if (matches(treatment, identified)) {
        refused.delete(treatmentId);
        return;
      }
      refused.set(treatmentId, { times: times + 1, last: now() });
      throw new PermissionError(
        "CAPTURE_PATIENT_MISMATCH",
        "This is not the patient of this visit. Nothing was captured.",
        {
          hints: ["Check whose bed this is, and which visit you opened."],
          facts: { wrong: times + 1 },
        },
      );
    },
  };
}

/** Whether what was found names the patient of the treatment. */
export function matches(
  { treatmentId, patient }: { readonly treatmentId: Hex; readonly patient: Hex },
  { how, code }: Identified,
): boolean {
  const digits = visitCode(treatmentId);
  const text = code.normalize("NFKC").trim().toUpperCase();
  if (how !== "wristband") return text.replace(/\s/g, "") === digits;
  // A wristband carries more than one thing: only a whole group of exactly these characters counts.
  const groups = text.split(/[^0-9A-Z]+/).filter(Boolean);
  const reference = referenceOf(patient);
  return groups.includes(digits) || groups.includes(reference.replace("-", "")) || text.includes(reference);
}
