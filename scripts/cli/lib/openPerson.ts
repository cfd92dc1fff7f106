import { join } from "node:path";
import { createSessionKey } from "@medlattice/sdk/client";
import { initCrypto } from "@medlattice/sdk/crypto";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type NetworkDescription, consortiumOf } from "@medlattice/sdk/network";
import { folderDrafts } from "@medlattice/sdk/node/drafts";
import { type OpenProfile, openProfile, type Profile } from "@medlattice/sdk/node/profile";
import { createPerson, type OwnPseudonym, type Person } from "@medlattice/sdk/person";
import type { Cli } from "./command.ts";
import { type AddressBook, createAddressBook } from "./addressBook.ts";
import { findChain, loadNetwork } from "./network.ts";
import { askPassphrase } from "./passphrase.ts";
import { defaultProfile, findProfile, type KnownProfile, listProfiles } from "./profiles.ts";

/** Whose profile a command uses when none is named. */
export type ActsAs = "patient" | "doctor" | "manager";

const DEFAULTS: Readonly<Record<ActsAs, { readonly key: string; readonly role: Profile["role"] }>> = {
  patient: { key: "patient", role: "Patient" },
  doctor: { key: "doctor-hospital", role: "Doctor" },
  manager: { key: "manager", role: "Manager" },
};

/** A person at the command line: the client that acts, and where things of hers are kept. */
export interface ActingPerson extends KnownProfile {
  readonly network: NetworkDescription;
  readonly opened: OpenProfile;
  readonly person: Person;
  readonly names: AddressBook;
  /** The other profiles of this machine, whose names and pseudonyms are known. */
  readonly others: readonly KnownProfile[];
}

/** The profile a command is to use, with its wallet open. */
export async function openNamedProfile(
  cli: Cli,
  fallback: ActsAs | null,
): Promise<KnownProfile & { readonly opened: OpenProfile }> {
  const known = await chooseProfile(cli, fallback);
  const source = { terminal: cli.terminal, file: cli.passphraseFile };
  const opened = await openProfile(known.folder, async () => {
    const passphrase = cli.passphrases.get(known.folder) ?? (await askPassphrase(source, known.profile.name));
    cli.passphrases.set(known.folder, passphrase);
    return passphrase;
  });
  return { ...known, opened };
}

/** Opens the acting person's wallet and puts her client together; nothing is sent yet. */
export async function openPerson(cli: Cli, fallback: ActsAs): Promise<ActingPerson> {
  const network = await loadNetwork(cli.state);
  const { opened, ...known } = await openNamedProfile(cli, fallback);
  await initCrypto();
  const { organization, keyPlan } = known.profile;
  const person = createPerson({
    network,
    organization,
    keyPlan,
    master: opened.master,
    pseudonyms: opened.pseudonyms(),
    newSessionKey: createSessionKey,
    drafts: folderDrafts(join(known.folder, "drafts")),
  });
  const others = (await listProfiles(cli.state)).filter(({ folder }) => folder !== known.folder);
  return { ...known, opened, network, person, others, names: createAddressBook(network, others, known) };
}

/**
 * The person's pseudonyms on private chains, or on the one that is named.
 * @throws InvalidInputError `NOT_ENROLLED`
 */
export function privatePseudonyms(acting: ActingPerson, chain: string | undefined): readonly OwnPseudonym[] {
  const { network, person, profile } = acting;
  const chainIds = chain === undefined ? [] : [findChain(network, chain).chainId];
  const found = profile.pseudonyms
    .filter(({ chainId }) =>
      chain === undefined ? chainId !== consortiumOf(network).chainId : chainIds.includes(chainId),
    )
    .map(({ chainId }) => person.pseudonymOn(chainId));
  if (found.length > 0) return found;
  throw notEnrolled(acting);
}

async function chooseProfile(cli: Cli, fallback: ActsAs | null): Promise<KnownProfile> {
  if (cli.as !== null) return await findProfile(cli.state, cli.as);
  if (fallback !== null) return await defaultProfile(cli.state, DEFAULTS[fallback]);
  throw new InvalidInputError("PROFILE_NEEDED", "Say whose profile this is about with --as.", {
    hints: ["npx medlattice profile list shows who there is."],
  });
}

/**
 * The private chain to act on: the one that is named, else the person's first.
 * @throws InvalidInputError `NOT_ENROLLED` | `CHAIN_UNKNOWN`
 */
export function privateChain(acting: ActingPerson, chain: string | undefined): number {
  const [first] = privatePseudonyms(acting, chain);
  if (first === undefined) throw notEnrolled(acting);
  return first.chainId;
}

function notEnrolled({ profile }: ActingPerson): InvalidInputError {
  return new InvalidInputError("NOT_ENROLLED", `${profile.name} is not enrolled at an institution yet.`, {
    hints: ["Begin with: npx medlattice enrol request"],
  });
}
