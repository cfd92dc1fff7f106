import { identityRegistryAbi } from "../abi/index.ts";
import { contractsOf } from "../chain/index.ts";
import type { CeremonyEntry } from "../client/index.ts";
import type { Hex, SignedDocument, StoredJson } from "../codec/index.ts";
import { combineContributions, type CustodyKey } from "../crypto/index.ts";
import {
  type Ceremony,
  CONFIRMATION_STATEMENT,
  type Confirmation,
  confirmationSchema,
  CONTRIBUTION_STATEMENT,
  type Contribution,
  contributionOf,
  contributionSchema,
  indexOfOfficer,
  parseCeremony,
  sessionOf,
  verifyCustodyDocument,
} from "../custody/index.ts";
import { VerificationError } from "../errors/index.ts";
import { ROLE } from "../identity/index.ts";
import { chainById } from "../network/index.ts";
import { checkThrough } from "./checkThrough.ts";
import { custodyOracle, type CustodyOfficer, officersAt } from "./custodyOfficer.ts";
import { institutionOf } from "./places.ts";

/** @internal A ceremony as its oracle shows it, with everything in it checked against signatures and chain. */
export interface CustodyBoard {
  readonly entry: CeremonyEntry;
  readonly ceremony: StoredJson<Ceremony>;
  readonly index: number;
  readonly contributions: readonly Contribution[];
  readonly confirmations: readonly Confirmation[];
}

/**
 * @internal The oracle is only the notice board: what hangs there is signed by the officers, who are managers of this institution.
 * @throws VerificationError CUSTODY_BOARD_FALSE | SIGNATURE_INVALID | CUSTODY_OTHER_OFFICER
 */
export async function readBoard(officer: CustodyOfficer, id: Hex): Promise<CustodyBoard> {
  const oracle = await custodyOracle(officer);
  const entry = await oracle.custody.ceremony(id);
  const { person, chainId } = officer;
  const ceremony = parseCeremony(entry.document);
  const { organization, officers } = ceremony.value;
  const isOurs =
    ceremony.hash === id &&
    ceremony.value.chainId === chainId &&
    organization === institutionOf(person.network, chainId);
  if (!isOurs) throw boardFalse("ceremony");
  const index = indexOfOfficer(ceremony.value, person.pseudonymOn(chainId).personId);
  await Promise.all(officers.map((personId) => requireManager(officer, personId, organization)));
  const at = officersAt(officer);
  const check = checkThrough(person, chainId);
  const readers = {
    contributions: { schema: contributionSchema, statement: CONTRIBUTION_STATEMENT },
    confirmations: { schema: confirmationSchema, statement: CONFIRMATION_STATEMENT },
  } as const;
  const personAt = async (position: number, signed: SignedDocument): Promise<Hex> => {
    const personId = officers[position - 1];
    if (personId === undefined || !(await person.reader(chainId).isInGoodStanding(signed.signer, personId))) {
      throw boardFalse("signer");
    }
    return personId;
  };
  const contributions = await Promise.all(
    entry.contributions.map(async ({ index: position, signed }) => {
      const whose = await personAt(position, signed);
      const { value } = await verifyCustodyDocument({
        at,
        officer: whose,
        signed,
        check,
        ...readers.contributions,
      });
      if (value.ceremony !== id || value.index !== position) throw boardFalse("contribution");
      return value;
    }),
  );
  const confirmations = await Promise.all(
    entry.confirmations.map(async ({ index: position, signed }) => {
      const whose = await personAt(position, signed);
      const { value } = await verifyCustodyDocument({
        at,
        officer: whose,
        signed,
        check,
        ...readers.confirmations,
      });
      if (value.ceremony !== id || value.index !== position) throw boardFalse("confirmation");
      return value;
    }),
  );
  return { entry, ceremony, index, contributions, confirmations };
}

/**
 * @internal The key that all officers of a ceremony have confirmed over their own signatures. It takes no share of it to know it.
 * @throws VerificationError CUSTODY_BOARD_FALSE
 */
export function agreedKey({ ceremony, contributions, confirmations }: CustodyBoard): CustodyKey {
  const { key, transcript } = combineContributions(sessionOf(ceremony), contributions.map(contributionOf));
  const agreeing = confirmations.filter(
    (each) => each.transcript === transcript && each.h1 === key.commitments[0],
  );
  if (new Set(agreeing.map(({ index }) => index)).size === ceremony.value.officers.length) return key;
  throw new VerificationError("CUSTODY_BOARD_FALSE", "The officers have not all confirmed the same key.", {
    facts: { member: "confirmation" },
  });
}

async function requireManager(
  { person, chainId }: CustodyOfficer,
  personId: Hex,
  organization: Hex,
): Promise<void> {
  const { identityRegistry: address } = contractsOf(chainById(person.network, chainId));
  const found = await person
    .reader(chainId)
    .ask((node) =>
      node.readContract({ address, abi: identityRegistryAbi, functionName: "person", args: [personId] }),
    );
  if (found.role !== ROLE.manager || found.organization !== organization) throw boardFalse("officer");
}

function boardFalse(member: string): VerificationError {
  return new VerificationError(
    "CUSTODY_BOARD_FALSE",
    "What the oracle shows of this ceremony does not hold.",
    {
      facts: { member },
      hints: ["Ask the other officers what they see; the institution's oracle may have been broken into."],
    },
  );
}
