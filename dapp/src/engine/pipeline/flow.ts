import type { NetworkDescription } from "@medlattice/sdk/network";
import { UnavailableError } from "@medlattice/sdk/errors";
import { healthOf } from "./health.ts";

/** The own way from the institution's chain to the batches. */
export interface OwnFlow {
  /** Newest block of the institution's chain, and up to which items were collected. */
  readonly head: number;
  readonly collected: number;
  /** Items that are final, and those that stand in a batch. */
  readonly items: number;
  readonly posted: number;
  /** Code of what keeps this institution's slips from going on; null: nothing. */
  readonly problem: string | null;
  /** Items of patients who had published no keys. */
  readonly strangers: number;
  /** Batches on the consortium's chain, of all institutions. */
  readonly batches: number;
}

/** What lies at the health authority, of all institutions. */
export interface Intake {
  readonly authority: string;
  /** Institutions that ask for a turn. */
  readonly offering: number;
  /** Taken in, and in no batch yet. */
  readonly slips: number;
  readonly sections: number;
  readonly problem: string | null;
}

/** @throws UnavailableError `ORACLE_UNREACHABLE` | `SUMMARY_NO_INBOX` */
export async function ownFlow(
  { organizations }: NetworkDescription,
  organization: string,
  chainId: number,
): Promise<OwnFlow> {
  const own = organizations.find(({ orgId }) => orgId === organization);
  if (own === undefined) throw noInbox();
  const { chains, summaries } = await healthOf(own);
  const flow = summaries?.chains.find((each) => each.chainId === chainId);
  if (summaries === null || flow === undefined) throw noInbox();
  const { block: collected, items, posted, problem } = flow;
  const head = chains.find((each) => each.chainId === chainId)?.head ?? collected;
  return {
    head,
    collected,
    items,
    posted,
    problem,
    strangers: summaries.strangers,
    batches: summaries.batches,
  };
}

/** Of the first authority that answers. @throws UnavailableError `ORACLE_UNREACHABLE` | `SUMMARY_NO_INBOX` */
export async function intakeOf({ organizations }: NetworkDescription): Promise<Intake> {
  const authorities = organizations.filter(({ kind }) => kind === "HealthAuthority");
  const [first] = authorities;
  if (first === undefined) throw noInbox();
  return await Promise.any(
    authorities.map(async (authority) => {
      const { summaries } = await healthOf(authority);
      if (summaries?.intake === undefined || summaries.intake === null) throw noInbox();
      return { authority: authority.name, ...summaries.intake };
    }),
  ).catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
}

function noInbox(): UnavailableError {
  return new UnavailableError("SUMMARY_NO_INBOX", "This network posts no summaries.", { retryable: false });
}
