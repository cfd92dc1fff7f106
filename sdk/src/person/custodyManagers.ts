import type { CustodyManagerEntry } from "../client/index.ts";
import { documentBytes, type Hex, parseStoredJson } from "../codec/index.ts";
import {
  introductionSchema,
  introductionStatement,
  signCustodyDocument,
  verifyCustodyDocument,
} from "../custody/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { checkThrough } from "./checkThrough.ts";
import { custodyOracle, type CustodyOfficer, officersAt } from "./custodyOfficer.ts";

/** A manager of the institution, whom officers may be chosen from. */
export interface CustodyManager {
  readonly personId: Hex;
  /** As the manager has signed it; null for one who has not said it. */
  readonly name: string | null;
  readonly isActive: boolean;
}

/** Managers of the institution by the names they signed themselves. A name that does not verify is not shown. */
export async function custodyManagers(officer: CustodyOfficer): Promise<readonly CustodyManager[]> {
  const entries = await (await custodyOracle(officer)).custody.managers();
  return await Promise.all(
    entries.map(async (entry) => ({
      personId: entry.personId,
      isActive: entry.isActive,
      name: await nameOf(officer, entry),
    })),
  );
}

/** Says what one is called among the managers of the institution. The wallet shows the same words. @throws InvalidInputError DOCUMENT_INVALID */
export async function introduceToManagers(officer: CustodyOfficer, name: string): Promise<void> {
  const { person, chainId } = officer;
  const { personId, signer } = person.pseudonymOn(chainId);
  const document = {
    format: "medlattice/custody-introduction/v1" as const,
    officer: personId,
    name: name.trim(),
  };
  const signed = await signCustodyDocument({
    at: officersAt(officer),
    statement: introductionStatement(document),
    schema: introductionSchema,
    document,
    signer,
  });
  await (await custodyOracle(officer)).custody.introduce(signed);
}

async function nameOf(
  officer: CustodyOfficer,
  { personId, introduction: signed }: CustodyManagerEntry,
): Promise<string | null> {
  if (signed === null) return null;
  const { person, chainId } = officer;
  try {
    const { name } = parseStoredJson(introductionSchema, documentBytes(signed)).value;
    await verifyCustodyDocument({
      at: officersAt(officer),
      officer: personId,
      statement: introductionStatement({ name }),
      schema: introductionSchema,
      signed,
      check: checkThrough(person, chainId),
    });
    // Whether the account speaks for that manager, only the chain can say; for one who has left, none does.
    return (await person.reader(chainId).isInGoodStanding(signed.signer, personId)) ? name : null;
  } catch (error) {
    if (error instanceof MedLatticeError && !error.retryable) return null;
    throw error;
  }
}
