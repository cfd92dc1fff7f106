import {
  advanceCeremony,
  confirmRecord,
  type CustodyOfficer,
  introduceToManagers,
  prepareErasure,
  reviewRecord,
} from "@medlattice/sdk/person";
import { CORRECTION_REASON } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { medlattice } from "../../../scripts/cli/testing/medlattice.ts";
import { enrolManagers, officerOf } from "../../custody/officers.ts";
import type { Dapp } from "../fixture/index.ts";
import { writeForPatient } from "./tellStory.ts";

/** Two more managers of the hospital, as programs of theirs; their wallets are in the demo wallet too. */
export interface Officers {
  readonly ines: CustodyOfficer;
  readonly tariq: CustodyOfficer;
}

/** Enrols them, and has them say their names to the other managers. */
export async function enrolOfficers({ stack }: Dapp): Promise<Officers> {
  const place = { network: stack.network, folder: stack.state.at() };
  await enrolManagers(place.folder);
  const [ines, tariq] = [await officerOf(place, "ines-roth"), await officerOf(place, "tariq-aziz")];
  await introduceToManagers(ines, "Ines Roth");
  await introduceToManagers(tariq, "Tariq Aziz");
  return { ines, tariq };
}

/** The newest key in the making. */
export async function newestKey({ person, chainId }: CustodyOfficer): Promise<Hex> {
  const [newest] = await (await person.oracle(person.organization, chainId)).custody.ceremonies();
  if (newest === undefined) throw new Error("no key is being made");
  return newest.ceremony;
}

export async function goOn(officer: CustodyOfficer, ceremony: Hex): Promise<string> {
  return (await advanceCeremony(officer, ceremony)).entry.status;
}

/** As the administrator does it at the command line, with an officer whose share lies in a browser. */
export async function registerKey({ stack }: Dapp, ceremony: Hex): Promise<void> {
  const folder = stack.state.at();
  const admin = stack.state.at("secrets", "hospital", "admin");
  const command = ["custody", "register", "--admin-key", admin, "--ceremony", ceremony];
  const outcome = await medlattice([...command, "--as", "manager", "--state", folder, "--json"]);
  if (outcome.exitCode !== 0) throw new Error(outcome.told);
}

/** A confirmed record of the sample patient, whose content is to be erased. */
export async function recordToErase({ cast }: Pick<Dapp, "cast">): Promise<Hex> {
  const { chainId } = cast.patient.pseudonyms[0] ?? { chainId: 0 };
  const recordId = await writeForPatient(cast);
  await confirmRecord(cast.patient, await reviewRecord(cast.patient, { chainId, recordId }));
  return recordId;
}

/** The doctor hands an erasure in, which waits for the officers. @returns the correction's hash */
export async function askOfficers(
  { cast }: Pick<Dapp, "cast">,
  recordId: Hex,
  why: "enteredInError" | "other" = "enteredInError",
): Promise<Hex> {
  const { chainId } = cast.patient.pseudonyms[0] ?? { chainId: 0 };
  const reason = CORRECTION_REASON[why];
  const { correctionHash, status } = await prepareErasure(cast.author, { chainId, recordId, reason });
  if (status !== "opening") throw new Error(`the correction is ${status}, not before the officers`);
  return correctionHash;
}
