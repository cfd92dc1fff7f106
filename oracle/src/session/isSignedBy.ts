import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  type Hex,
  type PublicClient,
  hashMessage,
  isAddressEqual,
  recoverMessageAddress,
} from "viem";

const ERC1271_MAGIC = "0x1626ba7e";
const ERC1271_ABI = [
  {
    type: "function",
    name: "isValidSignature",
    stateMutability: "view",
    inputs: [
      { name: "hash", type: "bytes32" },
      { name: "signature", type: "bytes" },
    ],
    outputs: [{ type: "bytes4" }],
  },
] as const;

const ECDSA_SIGNATURE_LENGTH = 2 + 65 * 2;

export interface MessageSignature {
  readonly address: Address;
  readonly message: string;
  readonly signature: Hex;
}

/** Whether an account signed a message: by its key (ERC-191), or by what its contract says (ERC-1271). */
export async function isSignedBy(client: PublicClient, signed: MessageSignature): Promise<boolean> {
  if (signed.signature.length === ECDSA_SIGNATURE_LENGTH && (await isSignedByKey(signed))) return true;
  const code = await client.getCode({ address: signed.address });
  if (code === undefined || code === "0x") return false;
  try {
    const answer = await client.readContract({
      address: signed.address,
      abi: ERC1271_ABI,
      functionName: "isValidSignature",
      args: [hashMessage(signed.message), signed.signature],
    });
    return answer === ERC1271_MAGIC;
  } catch (error) {
    if (isContractsAnswer(error)) return false;
    throw error;
  }
}

/** The contract said no (or has no such function); anything else is the node's trouble and says nothing. */
function isContractsAnswer(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false;
  const found = error.walk(
    (cause) =>
      cause instanceof ContractFunctionRevertedError || cause instanceof ContractFunctionZeroDataError,
  );
  return found !== null;
}

async function isSignedByKey(signed: MessageSignature): Promise<boolean> {
  try {
    const recovered = await recoverMessageAddress({ message: signed.message, signature: signed.signature });
    return isAddressEqual(recovered, signed.address);
  } catch {
    return false;
  }
}
