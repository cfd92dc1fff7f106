import type { DatabaseSync } from "node:sqlite";
import type { CeremonyEntry, CeremonyStatus } from "@medlattice/sdk/client";
import {
  type SignedDocument,
  type StoredJson,
  documentBytes,
  parseStoredJson,
  utf8,
} from "@medlattice/sdk/codec";
import { judgeDealtShare, verifyCustodyContribution } from "@medlattice/sdk/crypto";
import {
  CONFIRMATION_STATEMENT,
  CONTRIBUTION_STATEMENT,
  type Ceremony,
  confirmationSchema,
  contributionOf,
  contributionSchema,
  indexOfOfficer,
  parseCeremony,
  sessionOf,
  shareSchema,
  verifyCustodyDocument,
} from "@medlattice/sdk/custody";
import type { SignatureCheck } from "@medlattice/sdk/eip712";
import { InvalidInputError, MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { ROLE } from "@medlattice/sdk/identity";
import type { Hex } from "viem";
import { keccak256 } from "viem";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { transaction } from "../database/transaction.ts";
import type { SessionContext } from "../http/access.ts";
import type { IdentityReader } from "../people/identityReader.ts";
import { identityPlace, isSameAgain, requireOfficer, requireOwnSigner, unknownCeremony } from "./access.ts";
import type { CeremonyRow, CeremonyTable } from "./ceremonyTable.ts";
import { type CeremonyKey, keyOfCeremony } from "./keyOfCeremony.ts";
import type { Requests } from "./requests.ts";

export interface CeremoniesOptions {
  readonly config: OracleConfig;
  readonly database: DatabaseSync;
  readonly table: CeremonyTable;
  readonly requests: Requests;
  readonly reader: IdentityReader;
  readonly checkSignature: SignatureCheck;
  readonly nowSeconds: () => number;
}

/** The making of a key by officers; this oracle is their notice board and learns no share. */
export interface Ceremonies {
  begin(session: SessionContext, document: string): Promise<CeremonyEntry>;
  list(session: SessionContext): CeremonyEntry[];
  get(session: SessionContext, id: Hex): CeremonyEntry;
  contribute(session: SessionContext, id: Hex, signed: SignedDocument): Promise<CeremonyEntry>;
  confirm(session: SessionContext, id: Hex, signed: SignedDocument): Promise<CeremonyEntry>;
  complain(session: SessionContext, id: Hex, share: string): CeremonyEntry;
  cancel(session: SessionContext, id: Hex): CeremonyEntry;
}

export function createCeremonies(options: CeremoniesOptions): Ceremonies {
  const { config, database, table, requests, reader, nowSeconds } = options;
  const { orgId } = config.organization;

  function visible(session: SessionContext, id: Hex): CeremonyRow {
    requireOfficer(config, session);
    const row = table.find(id);
    if (row === undefined || row.chainId !== session.chainId) throw unknownCeremony();
    return row;
  }

  function entryOf(row: CeremonyRow): CeremonyEntry {
    const { id: ceremony, document, status, liar, createdAt } = row;
    return {
      ceremony,
      document,
      status: status === "proving" && requests.isProved(ceremony) ? "ready" : status,
      contributions: table.documents(ceremony, "contribution"),
      confirmations: table.documents(ceremony, "confirmation"),
      liar,
      possessions: requests.possessionsOf(ceremony),
      createdAt,
    };
  }

  /** What a step of an officer starts from. */
  function officerOf(session: SessionContext, id: Hex) {
    const ceremony = parseCeremony(visible(session, id).document);
    return { ceremony, index: indexOfOfficer(ceremony.value, session.personId) };
  }

  return {
    async begin(session, document) {
      requireOfficer(config, session);
      const ceremony = parseCeremony(document);
      const { chainId, organization, officers } = ceremony.value;
      if (chainId !== session.chainId || organization !== orgId) {
        throw new InvalidInputError("CEREMONY_INVALID", "The ceremony is another institution's.");
      }
      const people = await Promise.all(officers.map((officer) => reader.person(chainId, officer)));
      const stranger = people.findIndex(
        (person) => person?.role !== ROLE.manager || person.organization !== orgId || !person.isActive,
      );
      if (stranger >= 0) {
        throw new InvalidInputError("CEREMONY_INVALID", "Officers are active managers of this institution.", {
          facts: { officer: stranger + 1 },
        });
      }
      if (table.find(ceremony.hash) === undefined) {
        table.add({ id: ceremony.hash, chainId, document }, nowSeconds());
      }
      return entryOf(visible(session, ceremony.hash));
    },
    list(session) {
      requireOfficer(config, session);
      return table.list(session.chainId).map(entryOf);
    },
    get: (session, id) => entryOf(visible(session, id)),
    async contribute(session, id, signed) {
      const { ceremony, index } = officerOf(session, id);
      requireOwnSigner(session, signed);
      const { value } = await verifyCustodyDocument({
        at: identityPlace(config, session.chainId),
        officer: session.personId,
        statement: CONTRIBUTION_STATEMENT,
        schema: contributionSchema,
        signed,
        check: options.checkSignature,
      });
      const others = sessionOf(ceremony).indices.filter((other) => other !== index);
      const addressed = value.shares.map(({ to }) => to);
      if (value.ceremony !== id || value.index !== index || addressed.join() !== others.join()) {
        throw new VerificationError("CONTRIBUTION_INVALID", "The contribution is to another key.", {
          facts: { index },
        });
      }
      verifyCustodyContribution(sessionOf(ceremony), contributionOf(value));
      take(id, "contribution", { index, signed }, { from: "collecting", to: "confirming" }, ceremony);
      return entryOf(visible(session, id));
    },
    async confirm(session, id, signed) {
      const { ceremony, index } = officerOf(session, id);
      requireOwnSigner(session, signed);
      const { value } = await verifyCustodyDocument({
        at: identityPlace(config, session.chainId),
        officer: session.personId,
        statement: CONFIRMATION_STATEMENT,
        schema: confirmationSchema,
        signed,
        check: options.checkSignature,
      });
      const made: CeremonyKey = keyOfCeremony(ceremony, table);
      const agrees =
        value.ceremony === id &&
        value.index === index &&
        value.transcript === made.transcript &&
        value.h1 === made.key.commitments[0];
      if (!agrees) {
        throw new VerificationError("CONFIRMATION_INVALID", "The officer has seen other contributions.", {
          facts: { index },
        });
      }
      take(id, "confirmation", { index, signed }, { from: "confirming", to: "proving" }, ceremony);
      return entryOf(visible(session, id));
    },
    complain(session, id, share) {
      const { index } = officerOf(session, id);
      requireStatus(visible(session, id), ["confirming"]);
      table.setStatus(id, "aborted", judge(id, index, share));
      return entryOf(visible(session, id));
    },
    cancel(session, id) {
      const row = visible(session, id);
      if (row.status === "cancelled") return entryOf(row);
      requireStatus(row, ["collecting", "confirming"]);
      table.setStatus(id, "cancelled");
      return entryOf(visible(session, id));
    },
  };

  /** Takes an officer's document in, once, and goes on when it was the last one. */
  function take(
    id: Hex,
    kind: "contribution" | "confirmation",
    document: { index: number; signed: SignedDocument },
    step: { from: CeremonyStatus; to: CeremonyStatus },
    ceremony: StoredJson<Ceremony>,
  ): void {
    transaction(database, () => {
      const present = table.documents(id, kind);
      if (isSameAgain(present.find(({ index }) => index === document.index)?.signed, document.signed)) return;
      const row = table.find(id);
      if (row === undefined) throw unknownCeremony();
      requireStatus(row, [step.from]);
      table.addDocument(id, kind, document);
      if (present.length + 1 < ceremony.value.officers.length) return;
      table.setStatus(id, step.to);
      if (step.to === "proving") requests.askForPossession(ceremony);
    });
  }

  /** Who lied about a share that was shown. @throws InvalidInputError COMPLAINT_UNFOUNDED when its dealer never promised it */
  function judge(id: Hex, by: number, text: string): number {
    const hash = keccak256(utf8(text));
    for (const { signed } of table.documents(id, "contribution")) {
      const { value } = parseStoredJson(contributionSchema, documentBytes(signed));
      if (value.shares.find(({ to }) => to === by)?.hash !== hash) continue;
      try {
        const { from, to, share } = parseStoredJson(shareSchema, utf8(text)).value;
        if (from !== value.index || to !== by) return value.index;
        return judgeDealtShare(contributionOf(value), { from, to, share: BigInt(share) });
      } catch (error) {
        // What its dealer promised is no share at all.
        if (error instanceof MedLatticeError) return value.index;
        throw error;
      }
    }
    throw new InvalidInputError("COMPLAINT_UNFOUNDED", "No officer has bound itself to this share.", {
      hints: ["What came by mail may be anybody's; wait for the share that was promised."],
    });
  }
}

function requireStatus(row: CeremonyRow, statuses: readonly CeremonyStatus[]): void {
  if (statuses.includes(row.status)) return;
  throw new InvalidInputError("CEREMONY_STATE", "The ceremony's state does not allow this step.", {
    facts: { status: row.status },
  });
}
