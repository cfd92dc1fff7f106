import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Decrypter, Encrypter } from "age-encryption";
import { InvalidInputError, PermissionError } from "../../errors/index.ts";
import { writeDurably } from "../writeDurably.ts";

/** Asks the person; only called when the wallet is protected. */
export type AskPassphrase = () => Promise<string>;

const PLAIN = "wallet";
const PROTECTED = "wallet.age";

/** Keeps a wallet's recovery phrase: under a passphrase as an age file, or, for sample people only, readable by its owner. */
export async function writeWalletFile(
  folder: string,
  phrase: string,
  passphrase: string | null,
): Promise<void> {
  if (passphrase === null) {
    await writeDurably(join(folder, PLAIN), `${phrase}\n`);
    return;
  }
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  await writeDurably(join(folder, PROTECTED), await encrypter.encrypt(phrase));
}

/**
 * @throws InvalidInputError `PROFILE_MISSING`
 * @throws PermissionError `PASSPHRASE_WRONG`
 */
export async function readWalletFile(folder: string, askPassphrase: AskPassphrase): Promise<string> {
  if (existsSync(join(folder, PLAIN))) return (await readFile(join(folder, PLAIN), "utf8")).trim();
  const path = join(folder, PROTECTED);
  if (!existsSync(path)) {
    throw new InvalidInputError("PROFILE_MISSING", `There is no wallet in ${folder}.`, {
      hints: ["Name another profile, or make one: npx medlattice profile create"],
      facts: { folder },
    });
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(await askPassphrase());
  try {
    return await decrypter.decrypt(await readFile(path), "text");
  } catch (cause) {
    throw new PermissionError("PASSPHRASE_WRONG", "The passphrase does not open this wallet.", { cause });
  }
}
