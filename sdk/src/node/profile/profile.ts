import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { english, generateMnemonic, type HDAccount, mnemonicToAccount } from "viem/accounts";
import type { Hex } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { createKeyring, MasterKey, unwrapWithWallet, wrapWithWallet } from "../../keys/index.ts";
import type { KeyPlan, OwnPseudonym } from "../../person/index.ts";
import { writeDurably } from "../writeDurably.ts";
import { type Profile, profileSchema } from "./schema.ts";
import { type AskPassphrase, readWalletFile, writeWalletFile } from "./walletFile.ts";

const FILE = "profile.json";
/** The account that wraps the master key is never a controller, so its address stands on no chain. */
const KEY_ADDRESS_INDEX = 0;

export interface OpenProfile {
  readonly profile: Profile;
  readonly master: MasterKey;
  /** The wallet's account for a chain: the enrolled one, or the one to enrol with. */
  accountFor(chainId: number): HDAccount;
  /** Pseudonyms with their accounts, as `createPerson` takes them. */
  pseudonyms(): readonly OwnPseudonym[];
}

export type NewProfile = Pick<Profile, "name" | "role" | "organization" | "keyPlan">;

/** Makes a wallet and a master key, and keeps both in a new folder that only its owner may read. */
export async function createProfile(
  folder: string,
  plan: NewProfile,
  passphrase: string | null,
): Promise<OpenProfile> {
  if (existsSync(join(folder, FILE))) {
    throw new InvalidInputError("PROFILE_EXISTS", `There is a profile in ${folder} already.`, {
      facts: { folder },
    });
  }
  const phrase = generateMnemonic(english);
  const master = MasterKey.generate();
  const wrap = await wrapWithWallet(master, mnemonicToAccount(phrase, { addressIndex: KEY_ADDRESS_INDEX }));
  const profile: Profile = {
    format: "medlattice/profile/v1",
    ...plan,
    pseudonyms: [],
    keyAddressIndex: KEY_ADDRESS_INDEX,
    keyring: createKeyring(master, [wrap]),
  };
  await writeWalletFile(folder, phrase, passphrase);
  await saveProfile(folder, profile);
  return opened(profile, phrase, master);
}

/**
 * Opens a profile: the wallet, and with its signature the master key.
 * @throws InvalidInputError `PROFILE_MISSING` | `PROFILE_INVALID`
 * @throws PermissionError `PASSPHRASE_WRONG`
 */
export async function openProfile(folder: string, askPassphrase: AskPassphrase): Promise<OpenProfile> {
  const profile = await readProfile(folder);
  const phrase = await readWalletFile(folder, askPassphrase);
  const wrap = profile.keyring.wraps.find(({ kind }) => kind === "wallet");
  if (wrap?.kind !== "wallet") {
    throw new InvalidInputError(
      "PROFILE_INVALID",
      "The profile's master key is not wrapped with its wallet.",
      {
        facts: { folder },
      },
    );
  }
  const master = await unwrapWithWallet(
    wrap,
    mnemonicToAccount(phrase, { addressIndex: profile.keyAddressIndex }),
  );
  return opened(profile, phrase, master);
}

/** Keeps that the person is enrolled on a chain now. */
export async function addPseudonym(folder: string, chainId: number, personId: Hex): Promise<Profile> {
  const profile = await readProfile(folder);
  const others = profile.pseudonyms.filter((known) => known.chainId !== chainId);
  const next = {
    ...profile,
    pseudonyms: [...others, { chainId, personId, addressIndex: indexFor(profile, chainId) }],
  };
  await saveProfile(folder, next);
  return next;
}

/** Keeps which epoch each key is at. */
export async function setKeyPlan(folder: string, keyPlan: KeyPlan): Promise<Profile> {
  const profile = await readProfile(folder);
  const next = {
    ...profile,
    keyPlan: { ...keyPlan, categories: keyPlan.categories.map((category) => ({ ...category })) },
  };
  await saveProfile(folder, next);
  return next;
}

async function saveProfile(folder: string, profile: Profile): Promise<void> {
  await writeDurably(join(folder, FILE), `${JSON.stringify(profile, null, 2)}\n`);
}

/**
 * What a profile says of itself, without the wallet.
 * @throws InvalidInputError `PROFILE_MISSING` | `PROFILE_INVALID`
 */
export async function readProfile(folder: string): Promise<Profile> {
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    throw new InvalidInputError("PROFILE_MISSING", `There is no profile in ${folder}.`, {
      hints: ["Name another profile, or make one: npx medlattice profile create"],
      facts: { folder },
    });
  }
  const parsed = profileSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError("PROFILE_INVALID", `The profile in ${folder} is damaged.`, {
    facts: { folder, field: parsed.error.issues[0]?.path.join(".") ?? "" },
    cause: parsed.error,
  });
}

function opened(profile: Profile, phrase: string, master: MasterKey): OpenProfile {
  const account = (addressIndex: number): HDAccount => mnemonicToAccount(phrase, { addressIndex });
  return {
    profile,
    master,
    accountFor: (chainId) => account(indexFor(profile, chainId)),
    pseudonyms: () =>
      profile.pseudonyms.map(({ chainId, personId, addressIndex }) => ({
        chainId,
        personId,
        signer: account(addressIndex),
      })),
  };
}

/** The account enrolled on the chain, else the next that is on none: two chains never see the same address. */
function indexFor({ pseudonyms, keyAddressIndex }: Profile, chainId: number): number {
  const known = pseudonyms.find((pseudonym) => pseudonym.chainId === chainId);
  return (
    known?.addressIndex ??
    Math.max(keyAddressIndex, ...pseudonyms.map(({ addressIndex }) => addressIndex)) + 1
  );
}
