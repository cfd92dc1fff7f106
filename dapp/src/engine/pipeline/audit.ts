import type { Audits } from "@medlattice/sdk/client";
import type { NetworkDescription } from "@medlattice/sdk/network";
import type { Person } from "@medlattice/sdk/person";
import { nameOf } from "./batches.ts";

/** What a health authority found when it compared batches with the books themselves (docs/clients.md). */
export interface AuditView {
  readonly authority: string;
  /** In the inbox, and how many of them were compared. */
  readonly batches: number;
  readonly compared: number;
  readonly differs: number;
  /** Could not be compared yet. */
  readonly open: number;
  /** The oldest of those that differ, else of those that are open. */
  readonly problems: readonly {
    readonly sequence: number;
    /** Null where it is about the whole batch. */
    readonly institution: string | null;
    readonly isOpen: boolean;
    readonly code: string;
  }[];
}

const SHOWN = 5;

/** Null in a network without an authority that can be asked. */
export async function auditNow(person: Person, chainId: number): Promise<AuditView | null> {
  const { network } = person;
  const authority = network.organizations.find(
    ({ kind, oracleUrl }) => kind === "HealthAuthority" && oracleUrl !== null,
  );
  if (authority === undefined) return null;
  const { summaries } = await person.oracle(authority.orgId, chainId);
  const differing = await summaries.audits({ status: "differs", limit: SHOWN });
  const shown =
    differing.items.length > 0 ? differing : await summaries.audits({ status: "open", limit: SHOWN });
  return auditView(network, authority.name, shown);
}

export function auditView(network: NetworkDescription, authority: string, found: Audits): AuditView {
  const { batches, sound, differs, open, items } = found;
  return {
    authority,
    batches,
    compared: sound + differs,
    differs,
    open,
    problems: items.flatMap(({ sequence, findings }) =>
      findings.map(({ chainId, code, isOpen }) => ({
        sequence,
        institution: chainId === null ? null : ownerOf(network, chainId),
        isOpen,
        code,
      })),
    ),
  };
}

function ownerOf(network: NetworkDescription, chainId: number): string {
  const owner = network.organizations.find(({ privateChainId }) => privateChainId === chainId);
  return owner === undefined ? "–" : nameOf(network, owner.orgId);
}
