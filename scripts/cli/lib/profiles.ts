import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type Profile, readProfile } from "@medlattice/sdk/node/profile";
import { fromCaller } from "./files.ts";

/** A profile, where it is kept, and what the command line calls it. */
export interface KnownProfile {
  /** Name of its folder. */
  readonly key: string;
  readonly folder: string;
  readonly profile: Profile;
}

export function peopleFolder(state: string): string {
  return join(state, "people");
}

/** Every profile of a state folder, in the order of their keys. */
export async function listProfiles(state: string): Promise<readonly KnownProfile[]> {
  const folder = peopleFolder(state);
  if (!existsSync(folder)) return [];
  const keys = (await readdir(folder)).toSorted();
  const present = keys.filter((key) => existsSync(join(folder, key, "profile.json")));
  return await Promise.all(present.map(async (key) => await profileIn(join(folder, key), key)));
}

/**
 * The profile that a person names: a key, a name or a part of it, or a folder.
 * @throws InvalidInputError `PROFILE_UNKNOWN` | `PROFILE_AMBIGUOUS` | `PROFILE_MISSING` | `PROFILE_INVALID`
 */
export async function findProfile(state: string, who: string): Promise<KnownProfile> {
  const profiles = await listProfiles(state);
  const wanted = who.toLowerCase();
  const exact = profiles.filter(({ key, profile }) => key === who || profile.name.toLowerCase() === wanted);
  const found =
    exact.length > 0 ? exact : profiles.filter(({ profile }) => profile.name.toLowerCase().includes(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only !== undefined) throw ambiguous(who, found);
  const folder = fromCaller(who);
  if (existsSync(join(folder, "profile.json"))) return await profileIn(folder, folder);
  throw new InvalidInputError("PROFILE_UNKNOWN", `There is no profile “${who}”.`, {
    hints: choices(profiles),
  });
}

/**
 * The profile that acts when none is named: the one with the key, else the only one with the role.
 * @throws InvalidInputError `PROFILE_NEEDED`
 */
export async function defaultProfile(
  state: string,
  { key, role }: { readonly key: string; readonly role: Profile["role"] },
): Promise<KnownProfile> {
  const profiles = await listProfiles(state);
  const known = profiles.find((candidate) => candidate.key === key);
  if (known !== undefined) return known;
  const [only, ...others] = profiles.filter(({ profile }) => profile.role === role);
  if (only !== undefined && others.length === 0) return only;
  throw new InvalidInputError("PROFILE_NEEDED", "It is not clear whose profile to use.", {
    hints: profiles.length === 0 ? choices(profiles) : ["Say who you are with --as.", ...choices(profiles)],
  });
}

async function profileIn(folder: string, key: string): Promise<KnownProfile> {
  return { key, folder, profile: await readProfile(folder) };
}

function ambiguous(who: string, found: readonly KnownProfile[]): InvalidInputError {
  return new InvalidInputError("PROFILE_AMBIGUOUS", `More than one profile fits “${who}”.`, {
    hints: choices(found),
  });
}

function choices(profiles: readonly KnownProfile[]): readonly string[] {
  if (profiles.length === 0) {
    return [
      "There are none yet: npm start makes sample people, npx medlattice profile create makes your own.",
    ];
  }
  return [`There are: ${profiles.map(({ key, profile }) => `${key} (${profile.name})`).join(", ")}.`];
}
