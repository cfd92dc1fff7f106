import { join } from "node:path";
import { pkiStatus } from "@medlattice/network/pki";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { z } from "zod";
import type { OptionSpec } from "./command.ts";
import { fromCaller } from "./files.ts";

/** Option of every command about certificates. */
export const FOLDER_OPTION: OptionSpec = [
  "--folder <dir>",
  "folder of the certificates (default: pki in the state folder)",
];

/** DNS name of an organisation, as its certificates name it. */
export const dnsNameSchema = z.string().min(1);

/** Where the certificates are: named, or with the network's state. */
export function pkiFolder(folder: string | undefined, state: string): string {
  return folder === undefined ? join(state, "pki") : fromCaller(folder);
}

/** @throws InvalidInputError `PKI_NOT_FOUND` when there is no root yet */
export function requireRoot(folder: string): void {
  if (pkiStatus({ folder }).some(({ kind }) => kind === "root")) return;
  throw new InvalidInputError("PKI_NOT_FOUND", `There are no certificates in ${folder}.`, {
    hints: ["Make a root first: npx medlattice pki init --authority health-authority.example"],
    facts: { folder },
  });
}
