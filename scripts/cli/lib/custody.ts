import { join } from "node:path";
import { isHex, type Hex } from "@medlattice/sdk/codec";
import { type Ceremony, parseCeremony } from "@medlattice/sdk/custody";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { folderCustody } from "@medlattice/sdk/node/custody";
import {
  type CustodyManager,
  custodyManagers,
  custodyRequests,
  type CustodyOfficer,
  type CustodyRequestInWords,
  institutionOf,
} from "@medlattice/sdk/person";
import type { CeremonyEntry, OracleClient } from "@medlattice/sdk/client";
import type { Cli } from "./command.ts";
import { readInput } from "./files.ts";
import { type ActingPerson, openPerson, privateChain } from "./openPerson.ts";
import { pickById } from "./pick.ts";
import { printable, shortId } from "./text.ts";

/** An officer at the command line. */
export interface ActingOfficer extends ActingPerson {
  readonly officer: CustodyOfficer;
  readonly oracle: OracleClient;
  /** By the names that they signed themselves. */
  readonly managers: readonly CustodyManager[];
}

/** Opens the acting manager, with the folder of her profile where shares and nonces are kept, sealed. */
export async function openOfficer(cli: Cli, chain: string | undefined): Promise<ActingOfficer> {
  const acting = await openPerson(cli, "manager");
  const chainId = privateChain(acting, chain);
  const { person } = acting;
  const store = folderCustody(join(acting.folder, "custody"));
  const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
  const officer = { person, chainId, store };
  const managers = await custodyManagers(officer);
  for (const { personId, name } of managers) if (name !== null) acting.names.learn(personId, name);
  return { ...acting, officer, oracle, managers };
}

/** @throws InvalidInputError `ID_*` */
export async function findCeremony({ oracle }: ActingOfficer, id: string): Promise<CeremonyEntry> {
  return pickById(await oracle.custody.ceremonies(), id, {
    idOf: ({ ceremony }) => ceremony,
    noun: "key of officers",
    listCommand: "npx medlattice custody show",
  });
}

/** @throws InvalidInputError `ID_*` */
export async function findRequest({ officer }: ActingOfficer, id: string): Promise<CustodyRequestInWords> {
  return pickById(await custodyRequests(officer), id, {
    idOf: ({ entry }) => entry.requestId,
    noun: "request",
    listCommand: "npx medlattice custody requests",
  });
}

export function ceremonyOf({ document }: CeremonyEntry): Ceremony {
  return parseCeremony(document).value;
}

/** Officers by name, from their share indices. */
export function namesOf(
  { names }: ActingPerson,
  { officers }: Ceremony,
  indices: readonly number[],
): string[] {
  return indices.map((index) => {
    const personId = officers[index - 1];
    return personId === undefined ? `officer ${index}` : names.person(personId);
  });
}

/** A request in the words that the officer's wallet shows, with names where this machine knows them. */
export function requestText(acting: ActingPerson, { request, words }: CustodyRequestInWords): string {
  const { task } = request;
  if (words === null || task.kind !== "opening") return "Prove possession of the officers' key.";
  const { correction } = task;
  return [
    `Record     ${shortId(correction.recordId)} of ${printable(acting.names.person(correction.patient))}`,
    `Change     ${words.change}`,
    `Reason     ${words.reason}`,
    `Doctor     ${printable(acting.names.person(correction.author))}`,
    words.next,
  ].join("\n");
}

const KEY_BYTES = 32;

/** A key of 32 bytes from a file. @throws InvalidInputError `KEY_FILE_INVALID`, which never says what the file holds */
export async function readKeyFile(path: string): Promise<Hex> {
  const text = new TextDecoder().decode(await readInput(path)).trim();
  if (isHex(text, KEY_BYTES)) return text;
  throw new InvalidInputError("KEY_FILE_INVALID", "The file does not hold a key.", {
    hints: ["It has one line: 0x and 64 hexadecimal digits."],
  });
}
