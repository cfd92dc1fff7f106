import type { CoveredRecord } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { SCOPE } from "@medlattice/sdk/keys";
import { organizationById } from "@medlattice/sdk/network";
import {
  coveredRecords,
  type GrantState,
  institutionOf,
  readGranted,
  type ReceivedGrant,
  receivedGrants,
  receivedGrantState,
} from "@medlattice/sdk/person";
import { chainIdsOf } from "./chains.ts";
import { type ChangedRecord, changesSince } from "./changes.ts";
import { type KindName, kindNameOf, type ReasonName, reasonNameOf } from "./corrections/describe.ts";
import type { Readings } from "./readings.ts";
import type { Session } from "./session/session.ts";
import { shownContent } from "./shownContent.ts";

/** A grant somebody received, for a page. */
export interface SharedGrant {
  readonly grantId: Hex;
  /** The one record it is for; null for a whole category or everything. */
  readonly recordId: Hex | null;
  /** In the words the patient signed. */
  readonly summary: string;
  readonly purpose: string;
  /** Where the records were written. */
  readonly institution: string;
  readonly state: GrantState;
  /** Unix seconds. */
  readonly receivedAt: number;
  readonly notAfter: number;
  /** 0: as often as needed. */
  readonly maxUses: number;
}

export type ReadingStage =
  | { readonly stage: "opening" }
  | { readonly stage: "re-encrypting"; readonly answered: number; readonly needed: number };

export interface SharedContent {
  readonly content: Uint8Array;
  readonly mediaType: string;
  /** Person id of whose record it is, on the chain of its institution. */
  readonly patient: Hex;
  readonly institution: string;
  /** As one sees it now, counted from 0. */
  readonly version: number;
  /** The correction that made this version; null for one that is as it was first written. */
  readonly correction: { readonly kind: KindName; readonly reason: ReasonName } | null;
  /** Organisations that failed or lied on the way, and what they said. */
  readonly failures: readonly { readonly organization: string; readonly message: string }[];
  /** False when the reason did not get to the patient, who sees the reading all the same. */
  readonly isReasonTold: boolean;
  /** Why the own organisation kept no receipt, if so. */
  readonly receiptProblem: string | null;
}

/** Reading what patients share (steps 6 to 8; P15, F6). */
export function sharedVerbs(session: Session, readings: Readings) {
  const received = new Map<Hex, ReceivedGrant>();
  session.onLeave(() => received.clear());

  async function load(): Promise<number> {
    const person = session.person();
    const lists = await Promise.all(
      chainIdsOf(person).map(async (chainId) => receivedGrants(person, chainId)),
    );
    received.clear();
    for (const each of lists.flatMap(({ grants }) => grants)) received.set(each.grantPackage.grantId, each);
    return lists.flatMap(({ refused }) => refused).length;
  }

  async function requireGrant(grantId: Hex): Promise<ReceivedGrant> {
    if (!received.has(grantId)) await load();
    const found = received.get(grantId);
    if (found !== undefined) return found;
    throw new InvalidInputError("GRANT_NOT_FOUND", "Nobody has shared this with you.", {
      hints: ["Ask the patient to share it again."],
    });
  }

  return {
    /** Newest first, each as it stands on chain now. */
    async list(): Promise<{ readonly grants: readonly SharedGrant[]; readonly unreadable: number }> {
      const unreadable = await load();
      const grants = await Promise.all([...received.values()].map(async (each) => entryOf(session, each)));
      return { grants: grants.toSorted((a, b) => b.receivedAt - a.receivedAt), unreadable };
    },
    /** Which records it covers now, newest first. */
    async records(grantId: Hex): Promise<readonly CoveredRecord[]> {
      const { grantPackage } = await requireGrant(grantId);
      const person = session.person();
      return await coveredRecords(person, grantPackage);
    },
    /** What was corrected or erased since one read it. */
    async changes(): Promise<readonly ChangedRecord[]> {
      return await changesSince(session.person());
    },
    async get(grantId: Hex): Promise<SharedGrant> {
      return await entryOf(session, await requireGrant(grantId));
    },
    /** Uses the grant once and reads. The patient sees it with the reason. */
    async read(
      options: {
        readonly grantId: Hex;
        readonly recordId: Hex;
        readonly version: number;
        readonly reason: string;
      },
      onStage: (stage: ReadingStage) => void,
    ): Promise<SharedContent> {
      const { grantId, recordId, version, reason } = options;
      const person = session.person();
      const grant = await requireGrant(grantId);
      const isForeign = grant.grantPackage.home.chainId !== grant.grantPackage.coverage.chainId;
      const needed = grant.grantPackage.threshold;
      let answered = 0;
      onStage({ stage: "opening" });
      const { result, reasonProblem, receiptProblem } = await readGranted(person, {
        received: grant,
        recordId,
        reason,
        ...(isForeign ? { version } : {}),
        onOpened: () => onStage({ stage: "re-encrypting", answered, needed }),
        onAnswer: () => {
          answered += 1;
          onStage({ stage: "re-encrypting", answered, needed });
        },
      });
      const { manifest, state, correction } = result.verified;
      readings.keep(recordId, result);
      const shown = await shownContent(result.content, manifest.value.content.mediaType);
      return {
        content: shown.content,
        mediaType: shown.mediaType,
        patient: state.patient,
        version: state.version,
        correction:
          correction === null
            ? null
            : {
                kind: kindNameOf(correction.statement.kind),
                reason: reasonNameOf(correction.statement.reason),
              },
        institution: institutionName(session, grant),
        failures: result.failures.map(({ organization, message }) => ({
          organization: organizationById(person.network, organization).name,
          message,
        })),
        isReasonTold: reasonProblem === null,
        receiptProblem: receiptProblem?.message ?? null,
      };
    },
  };
}

async function entryOf(session: Session, each: ReceivedGrant): Promise<SharedGrant> {
  const { receivedAt, grantPackage } = each;
  const { grantId, coverage, grant } = grantPackage;
  const { summary, purpose } = grant.terms.statement;
  return {
    grantId,
    recordId: coverage.scopeKind === SCOPE.record ? coverage.scope : null,
    summary,
    purpose,
    institution: institutionName(session, each),
    state: await receivedGrantState(session.person(), grantPackage),
    receivedAt,
    notAfter: grant.notAfter,
    maxUses: grant.maxUses,
  };
}

function institutionName(session: Session, { grantPackage }: ReceivedGrant): string {
  const { network } = session.person();
  return organizationById(network, institutionOf(network, grantPackage.coverage.chainId)).name;
}
