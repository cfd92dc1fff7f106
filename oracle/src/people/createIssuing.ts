import { InvalidInputError } from "@medlattice/sdk/errors";
import { readSecret } from "../config/readSecret.ts";
import { type Desk, createDesk } from "../enrolment/desk.ts";
import { createDeskTable } from "../enrolment/deskTable.ts";
import { createEnrolmentTable } from "../enrolment/enrolmentTable.ts";
import { createEvaluationPolicy } from "../enrolment/evaluationPolicy.ts";
import { createEvaluator } from "../enrolment/evaluator.ts";
import { createIdentityVault } from "../enrolment/identityVault.ts";
import { readNullifierShares } from "../enrolment/nullifierShares.ts";
import type { NullifierRoutesOptions } from "../enrolment/nullifierRoutes.ts";
import { createNullifiers } from "../enrolment/nullifiers.ts";
import { type PickupDesk, createPickupDesk } from "../enrolment/pickup.ts";
import type { RedeemOptions } from "../enrolment/redeem.ts";
import { createRedemptionTable } from "../enrolment/redemptionTable.ts";
import { sweepEnrolments } from "../enrolment/sweep.ts";
import { type Vouchers, createVouchers } from "../enrolment/vouchers.ts";
import { createSigner } from "../keys/createSigner.ts";
import { readIdentities } from "../keys/readSealingIdentity.ts";
import { isSameName } from "../directory/isSameName.ts";
import type { PeopleInputs } from "./createPeople.ts";
import type { IdentityReader } from "./identityReader.ts";

/** What verifies real identities: the desk of an institution or authority, vouchers, and an authority's part. */
export interface Issuing {
  readonly desk: Desk;
  readonly pickup: PickupDesk;
  readonly vouchers: Vouchers;
  /** Present with shares of the nullifier keys. */
  readonly evaluation: NullifierRoutesOptions | undefined;
  /** Present with shares and an issuer key. */
  readonly redemption: RedeemOptions | undefined;
  /** Whether a professional name holds the family name this organisation verified. */
  readonly isNameVerified: (
    person: { chainId: number; personId: `0x${string}` },
    name: string,
  ) => Promise<boolean>;
  readonly counts: () => { enrolled: number; evaluationsToday: number };
  sweep(): Promise<void>;
}

/**
 * Puts the desk together; undefined for an organisation that is neither institution nor authority.
 * @throws InvalidInputError CONFIG_INVALID without `keys.storage`, KEY_*; VerificationError SHARE_INVALID
 */
export async function createIssuing(
  inputs: PeopleInputs,
  reader: IdentityReader,
): Promise<Issuing | undefined> {
  const { config, database, controllers, checkSignature, relay, signer, nowSeconds } = inputs;
  const { keys, roles } = config;
  if (!roles.includes("institution") && !roles.includes("authority")) return undefined;
  if (keys.storage === undefined) throw storageMissing();
  const evaluate =
    keys.nullifier === undefined
      ? undefined
      : createEvaluator(config.network, readNullifierShares(keys.nullifier));
  const table = createEnrolmentTable(database);
  const requests = createDeskTable(database);
  const redemptions = createRedemptionTable(database);
  const vault = await createIdentityVault(readIdentities(keys.storage, keys.previousStorage));
  const compute = createNullifiers({ config, peers: inputs.peers, evaluate });
  const policy = createEvaluationPolicy({ config, database, reader, nowSeconds });
  const common = { config, table, vault, reader, compute, nowSeconds };
  const check = { controllers, checkSignature, nowSeconds };
  const consortium = config.chains.find(({ home }) => home === "consortium");
  const isRedeeming = roles.includes("authority") && evaluate !== undefined;
  return {
    desk: createDesk({ ...common, requests, relay, check }),
    pickup: createPickupDesk({ config, requests, reader, relay, nowSeconds }),
    vouchers: createVouchers({ ...common, signer }),
    evaluation:
      evaluate === undefined ? undefined : { config, evaluate, policy, reader, checkSignature, nowSeconds },
    redemption:
      isRedeeming && consortium !== undefined && keys.issuer !== undefined
        ? {
            ...common,
            consortium,
            redemptions,
            checkSignature,
            sealingIdentity: inputs.sealingIdentity,
            issuer: createSigner(readSecret(keys.issuer)),
          }
        : undefined,
    async isNameVerified({ chainId, personId }, name) {
      table.settle();
      const enrolment = table.ofPerson(chainId, personId);
      if (enrolment === undefined) return false;
      const identity = await vault.open(enrolment.sealed);
      return identity.kind === "person" && isSameName(name, identity);
    },
    counts: () => ({ enrolled: table.total(), evaluationsToday: policy.today() }),
    async sweep() {
      const now = nowSeconds();
      requests.purge(now);
      redemptions.purge(now);
      await sweepEnrolments({ table, reader, now });
    },
  };
}

function storageMissing(): InvalidInputError {
  return new InvalidInputError(
    "CONFIG_INVALID",
    'The configuration is wrong at "keys.storage": an institution or authority keeps real identities and needs it.',
    { facts: { member: "keys.storage" } },
  );
}
