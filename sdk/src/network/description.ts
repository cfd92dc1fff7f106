import { z } from "zod";
import {
  addressSchema,
  ageRecipientSchema,
  bytes32Schema,
  chainIdSchema,
  hexOf,
  labelSchema,
} from "../codec/schemas.ts";
import { InvalidInputError } from "../errors/index.ts";

/** Shares are dealt at these points of the polynomial, so 0 is the secret itself and never an index. */
const proxyIndexSchema = z.int().min(1).max(255);
const contractsSchema = z
  .object({
    organizationRegistry: addressSchema,
    identityRegistry: addressSchema,
    consentRegistry: addressSchema,
    recordRegistry: addressSchema,
    usageLedger: addressSchema,
    /** Corrects and erases records; a chain that was set up before corrections has none. */
    recordCorrection: addressSchema.optional(),
    /** Takes in summaries of private chains; on the consortium chain. */
    summaryInbox: addressSchema.optional(),
  })
  .readonly();

const correctionsSchema = z
  .object({
    /** `ICommitmentVerifier.scheme`: 1 Σ-OR on BN254 G1, 2 Groth16 on Baby Jubjub. */
    commitmentScheme: z.union([z.literal(1), z.literal(2)]),
    /** Whether bounded corrections (kind 2) can be proven there. */
    amendments: z.boolean(),
  })
  .readonly();

const committeeSchema = z
  .object({
    medToken: addressSchema,
    reputation: addressSchema,
    committee: addressSchema,
    voteVerifier: addressSchema,
    /** `IVoteVerifier.scheme`: 1 BLS multisignature, 2 one ECDSA signature of each. */
    voteScheme: z.union([z.literal(1), z.literal(2)]),
  })
  .readonly();

const chainSchema = z
  .object({
    chainId: chainIdSchema,
    name: labelSchema,
    kind: z.enum(["private", "consortium", "public"]),
    rpcUrl: z.url(),
    /** Names the lineage of the chain's record registry; the public chain has neither. */
    registryId: bytes32Schema.nullable(),
    contracts: contractsSchema.nullable(),
    /** What the consortium chain decides with; null elsewhere, and where none was set up. */
    committee: committeeSchema.nullable().default(null),
    /** Where a public chain keeps the network's anchors. */
    anchorRegistry: addressSchema.nullable().default(null),
    /** How the chain's commitments are opened and its corrections bounded; null where there is no `recordCorrection`. */
    corrections: correctionsSchema.nullable().default(null),
  })
  .readonly();

const organizationSchema = z
  .object({
    orgId: bytes32Schema,
    name: labelSchema,
    kind: z.enum([
      "Hospital",
      "InternetPlatform",
      "HealthAuthority",
      "Insurer",
      "ResearchInstitute",
      "DrugCompany",
      "InstrumentMaker",
      "DataTrust",
    ]),
    privateChainId: chainIdSchema.nullable(),
    /** Where people's clients reach the organisation's oracle. */
    oracleUrl: z.url().nullable(),
    /** What small messages to the oracle are sealed to. */
    sealingRecipient: ageRecipientSchema.nullable(),
    /** Index of its shares; null when it does not re-encrypt. */
    proxyIndex: proxyIndexSchema.nullable(),
    /** Keeps copies of sealed content. */
    isProvider: z.boolean(),
    /** Account of its oracle, by which its word on a record's standing is known without a node. */
    oracleAccount: addressSchema.nullable().default(null),
    /** Keys (x ‖ y) that commitments on its private chain open with, former ones too, since records keep theirs. */
    chameleonKeys: z.array(hexOf(64)).max(64).readonly().default([]),
  })
  .readonly();

/** Public side of a PRF key that the health authorities hold t of n: one for each chain and capacity (docs/decisions/0012). */
const nullifierKeySchema = z
  .object({
    chainId: chainIdSchema,
    /** 1 patients, 2 professionals. */
    capacity: z.union([z.literal(1), z.literal(2)]),
    threshold: z.int().min(1).max(255),
    /** f_j·G in ristretto255. */
    commitments: z.array(bytes32Schema).min(1).max(255),
    holders: z
      .array(z.object({ organization: bytes32Schema, index: proxyIndexSchema }))
      .min(1)
      .max(255),
  })
  .readonly();

/** Who puts the network's roots on public chains (`AnchorRegistry`; docs/bridge.md). */
const anchorsSchema = z
  .object({
    /** As the registries know it: an anchor of one network fits no other's. */
    network: bytes32Schema,
    /** Accounts that sign, ascending, and how many of them must. */
    stations: z.array(addressSchema).min(1).max(101).readonly(),
    threshold: z.int().min(1).max(101),
  })
  .readonly();

const networkSchema = z
  .object({
    format: z.literal("medlattice/network/v1"),
    name: labelSchema,
    proxyThreshold: z.int().min(2).max(255),
    chains: z.array(chainSchema).readonly(),
    organizations: z.array(organizationSchema).readonly(),
    nullifierKeys: z.array(nullifierKeySchema).readonly().default([]),
    /** Null where nothing is anchored. */
    anchors: anchorsSchema.nullable().default(null),
  })
  .readonly();

export type NetworkDescription = z.infer<typeof networkSchema>;
export type ChainDescription = z.infer<typeof chainSchema>;
export type OrganizationDescription = z.infer<typeof organizationSchema>;

/**
 * Parses what a client is told about the network it joins: chains, contracts, organisations, proxies.
 *
 * @throws InvalidInputError `NETWORK_INVALID` naming the first field that is wrong.
 */
export function parseNetwork(value: unknown): NetworkDescription {
  const result = networkSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InvalidInputError(
    "NETWORK_INVALID",
    `The network description is wrong at ${issue?.path.join(".") ?? "its top"}: ${issue?.message ?? "unreadable"}.`,
    { hints: ["Take the description from the operator of the network again."], cause: result.error },
  );
}
