import type { Hex } from "@medlattice/sdk/codec";
import type { Prover } from "@medlattice/sdk/circuits";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { PresetName } from "@medlattice/sdk/fields";
import {
  type AmendmentPlan,
  type CorrectionBounds,
  planAmendment,
  prepareCorrection,
  type ProvingStage,
  requirePolicy,
} from "@medlattice/sdk/person";
import { CORRECTION_KIND } from "@medlattice/sdk/record";
import { workplaceOf } from "../chains.ts";
import { createNames } from "../names.ts";
import { type Reading, type Readings, requireReading } from "../readings.ts";
import type { Session } from "../session/session.ts";
import { type Preparing, termsOf } from "./correcting.ts";
import { type CorrectionSummary, summaryOf } from "./describe.ts";

/** Where the server hands out the circuits' files, beside the pages. */
const CIRCUITS = "/circuits/";

/** What a policy bounds, by the name of its words; `other` is one of the health authority's own. */
export type BoundsName = PresetName | "other";

/** An edited file, as the correction that it would be. */
export interface AmendmentLook {
  /** The record as it was read. */
  readonly before: Uint8Array;
  /** As it would be. */
  readonly after: Uint8Array;
  /** What could change at most; null where no accepted policy allows all of it. */
  readonly bounds: BoundsName | null;
  /** What no policy allows; empty also where several together would do. */
  readonly outside: readonly { readonly type: string; readonly element: string | null }[];
}

/** How far it has come, in the order in which it happens. */
export type AmendingStage =
  | { readonly stage: "storing"; readonly doneBytes: number; readonly totalBytes: number }
  | ProvingStage;

/** A doctor changes single values of a record that was read under a grant; that nothing else changes is proven here (rule 12). */
export function amendingVerbs(session: Session, readings: Readings) {
  const names = createNames(session);
  let prover: Prover | null = null;
  // With the session goes the worker that has seen hashes of the content.
  session.onLeave(() => {
    prover?.close();
    prover = null;
  });

  async function planOf(recordId: Hex, file: Blob): Promise<{ opened: Reading; plan: AmendmentPlan }> {
    const person = session.person();
    const opened = requireReading(readings, recordId);
    const content = new Uint8Array(await file.arrayBuffer());
    return { opened, plan: await planAmendment(person, { chainId: workplaceOf(person), opened, content }) };
  }

  return {
    /** What differs, and whether a policy allows it. */
    async look({
      recordId,
      file,
    }: {
      readonly recordId: Hex;
      readonly file: Blob;
    }): Promise<AmendmentLook | null> {
      try {
        const { opened, plan } = await planOf(recordId, file);
        return {
          before: opened.content,
          after: plan.content,
          bounds: plan.policy === null ? null : (plan.policy.key ?? "other"),
          outside: plan.outside.map(partsOfClass),
        };
      } catch (error) {
        if (error instanceof InvalidInputError && error.code === "CORRECTION_EMPTY") return null;
        throw error;
      }
    },
    /** Seals, proves and hands in. */
    async handIn(
      { file, ...preparing }: Preparing & { readonly file: Blob },
      onStage: (stage: AmendingStage) => void,
    ): Promise<CorrectionSummary> {
      const person = session.person();
      const { opened, plan } = await planOf(preparing.recordId, file);
      const { policy } = requirePolicy(plan);
      // Few corrections are amendments, and only they need circuits.
      const { createBrowserProver } = await import("@medlattice/sdk/circuits");
      prover ??= createBrowserProver({ baseUrl: CIRCUITS });
      const entry = await prepareCorrection(person, {
        ...termsOf(person, preparing),
        kind: CORRECTION_KIND.amend,
        content: plan.content,
        opened,
        policy,
        prover,
        onProgress: (doneBytes, totalBytes) => onStage({ stage: "storing", doneBytes, totalBytes }),
        onProving: onStage,
      });
      return await summaryOf(person, names, entry);
    },
  };
}

/** `Observation.valueQuantity` in two. */
function partsOfClass(className: string): AmendmentLook["outside"][number] {
  const at = className.indexOf(".");
  return at === -1
    ? { type: className, element: null }
    : { type: className.slice(0, at), element: className.slice(at + 1) };
}

export function boundsNameOf({ policy }: Pick<CorrectionBounds, "policy">): BoundsName {
  return policy?.key ?? "other";
}
