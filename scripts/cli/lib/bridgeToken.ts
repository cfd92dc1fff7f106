import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createBridgeToken } from "@medlattice/network/bridge";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { writeDurably } from "@medlattice/sdk/node";

const TOKEN = /^[0-9A-Za-z]{32,128}$/;

/**
 * The token in a file that only its owner reads; made when there is none, so that a bridge's addresses can be listed elsewhere.
 * @throws InvalidInputError `TOKEN_INVALID`
 */
export async function bridgeToken(file: string): Promise<string> {
  if (!existsSync(file)) {
    const token = createBridgeToken();
    await writeDurably(file, `${token}\n`);
    return token;
  }
  const token = (await readFile(file, "utf8")).trim();
  if (TOKEN.test(token)) return token;
  throw new InvalidInputError("TOKEN_INVALID", `${file} holds no token of a bridge.`, {
    hints: ["Name a file that does not exist, and it will be made."],
    facts: { file },
  });
}
