import { organizationRegistryAbi } from "@medlattice/sdk/abi";
import { correctionCalls, createChainReader } from "@medlattice/sdk/chain";
import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError, PermissionError } from "@medlattice/sdk/errors";
import { policyUri } from "@medlattice/sdk/fields";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { sendTransaction } from "@medlattice/network/stack";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import { type Cli, defineCommand, type OptionSpec } from "../../lib/command.ts";
import { readKeyFile } from "../../lib/custody.ts";
import { readInput } from "../../lib/files.ts";
import { loadNetwork } from "../../lib/network.ts";
import {
  type AmendingChain,
  amendingChains,
  pickPolicy,
  policiesOn,
  policyName,
  readPolicyFile,
} from "../../lib/policies.ts";
import { listed } from "../../lib/text.ts";

const OPTIONS: readonly OptionSpec[] = [
  ["--authority-key <file>", "the health authority's key, 0x hex", "required"],
  ["--chain <name>", "on this chain only (default: on all that verify amendments)"],
];

const inputSchema = z.strictObject({
  policy: z.string().optional(),
  file: z.string().optional(),
  uri: z.string().max(256).optional(),
  authorityKey: z.string(),
  chain: z.string().optional(),
});

export const acceptCommand = defineCommand({
  usage: "accept [policy]",
  summary: "the health authority accepts a policy: amendments under it hold from then on",
  detail:
    "One that is known by name (npx medlattice policy show), or one of the authority's own from its document\n(medlattice/field-policy/v1). Asks first.",
  options: [
    ...OPTIONS,
    ["--file <file>", "the document of a policy of the authority's own"],
    ["--uri <uri>", "where the public finds the document (default: its name by hash)"],
  ],
  input: inputSchema,
  example: "policy accept results --authority-key authority.key",
  async run(cli, { policy, file, uri, authorityKey, chain }) {
    if ((policy === undefined) === (file === undefined)) {
      throw new InvalidInputError("OPTION_INVALID", "Name a policy, or give one's document with --file.", {
        facts: { option: "--file" },
      });
    }
    const network = await loadNetwork(cli.state);
    const found = await (file === undefined ? named(network, policy ?? "", chain) : fromFile(file));
    return await decide(cli, network, {
      ...found,
      uri: uri ?? found.uri,
      isAccepted: true,
      account: await accountIn(authorityKey),
      chain,
    });
  },
});

export const withdrawCommand = defineCommand({
  usage: "withdraw <policy>",
  summary: "the health authority accepts a policy no longer; what was amended under it stays",
  detail:
    "Amendments under it that still wait for the patient will be refused. A start leaves it withdrawn. Asks first.",
  options: OPTIONS,
  input: inputSchema.omit({ file: true, uri: true }).extend({ policy: z.string() }),
  example: "policy withdraw notes --authority-key authority.key",
  async run(cli, { policy, authorityKey, chain }) {
    const network = await loadNetwork(cli.state);
    const found = await named(network, policy, chain);
    return await decide(cli, network, {
      ...found,
      isAccepted: false,
      account: await accountIn(authorityKey),
      chain,
    });
  },
});

interface Named {
  readonly name: string;
  readonly policyRoot: Hex;
  readonly uri: string;
}

async function named(network: NetworkDescription, text: string, chain: string | undefined): Promise<Named> {
  const found = pickPolicy(await policiesOn(network, chain), text);
  const { policyRoot, known, uri } = found;
  const name = policyName(found);
  if (uri !== null && uri !== "") return { name, policyRoot, uri };
  return { name, policyRoot, uri: known === null ? "" : await policyUri(known.stored.bytes) };
}

async function fromFile(file: string): Promise<Named> {
  const { name, root } = await readPolicyFile(file);
  return { name, policyRoot: root, uri: await policyUri(await readInput(file)) };
}

async function accountIn(file: string): Promise<PrivateKeyAccount> {
  return privateKeyToAccount(await readKeyFile(file));
}

async function decide(
  cli: Cli,
  network: NetworkDescription,
  options: Named & {
    readonly isAccepted: boolean;
    readonly account: PrivateKeyAccount;
    readonly chain: string | undefined;
  },
) {
  const { name, policyRoot, uri, isAccepted, account, chain } = options;
  const chains = amendingChains(network, chain);
  for (const each of chains) await requireAuthority(network, each, account);
  const where = listed(chains.map((each) => each.name));
  await cli.confirm(
    isAccepted
      ? `Accept “${name}” on ${where}? Doctors may then amend what it allows.`
      : `Accept “${name}” no longer on ${where}?`,
  );
  for (const { chainId, rpcUrl, recordCorrection } of chains) {
    const call = correctionCalls.acceptPolicy(recordCorrection, { policyRoot, isAccepted, uri });
    await sendTransaction({ rpcUrl, chainId, account, ...call });
  }
  return {
    data: { policyRoot, name, uri, isAccepted, chains: chains.map(({ chainId }) => chainId) },
    text: `“${name}” is ${isAccepted ? "accepted" : "accepted no longer"} on ${where}.`,
  };
}

/** @throws PermissionError `NOT_AUTHORITY` */
async function requireAuthority(
  network: NetworkDescription,
  { chainId, organizationRegistry: address }: AmendingChain,
  account: PrivateKeyAccount,
): Promise<void> {
  const abi = organizationRegistryAbi;
  const authority = await createChainReader(network, chainId).ask((node) =>
    node.readContract({ address, abi, functionName: "authority" }),
  );
  if (authority === account.address) return;
  throw new PermissionError("NOT_AUTHORITY", "This is not the key of the health authority.", {
    hints: ["Only the authority that governs the chain's registries decides about policies."],
  });
}
