import { randomBytes } from "node:crypto";
import type { Hex } from "@medlattice/sdk/codec";
import { discloseGrant, type Disclosure, type Grant } from "@medlattice/sdk/consent";
import { digestOf, termsHash, typed } from "@medlattice/sdk/eip712";
import type { RecordState } from "@medlattice/sdk/record";
import { signature65 } from "./key.ts";
import { digester, structHasher } from "./typedHash.ts";
import { call, type Person, type World } from "./world.ts";

/** A grant and everything that is done with it. */
export interface BenchGrant {
  readonly grantId: Hex;
  readonly disclosure: Disclosure;
  /** Call data of `registerGrant`. */
  readonly registration: Hex;
  readonly reader: Person;
}

export interface ConsentLoads {
  /** A patient's grant of one record to a doctor, for any number of uses, signed. */
  readonly grant: (patient: Person, reader: Person, state: RecordState) => BenchGrant;
  /** Call data of `open`, signed by the reader. */
  readonly open: (grant: BenchGrant, state: RecordState) => Hex;
  /** Call data of `isPermitted`. */
  readonly question: (grant: BenchGrant, state: RecordState) => Hex;
}

const READ = 1;
const ONE_RECORD = 1;
const ONE_PERSON = 1;
const ZERO: Hex = `0x${"00".repeat(32)}`;

export function createConsentLoads({ domainOf, now }: World): ConsentLoads {
  const domain = domainOf("ConsentRegistry");
  const openHash = structHasher("OpenRequest");
  const openDigest = digester(domainOf("UsageLedger"));
  const deadline = now + 30 * 86_400;
  return {
    grant(patient, reader, state) {
      const grant: Grant = {
        grantor: patient.personId,
        signer: patient.key.address,
        notBefore: now - 10,
        notAfter: deadline,
        maxUses: 0,
        terms: {
          grantee: reader.personId,
          granteeKind: ONE_PERSON,
          scopeKind: ONE_RECORD,
          scope: state.recordId,
          actions: READ,
          granteeKey: word(),
          requestId: ZERO,
          denyTags: Array.from({ length: 8 }, word),
          statement: { summary: "You let a doctor read one record.", purpose: "Treatment", salt: word() },
          salt: word(),
        },
      };
      const grantId = digestOf(typed("Grant", domain, grant));
      const disclosure = discloseGrant(grant);
      const signature = signature65(patient.key.sign(Buffer.from(grantId.slice(2), "hex")));
      const args = [disclosure.header, termsHash(grant.terms), signature];
      return { grantId, disclosure, registration: call("ConsentRegistry", "registerGrant", args), reader };
    },
    open({ grantId, disclosure, reader }, state) {
      const request = {
        grantId,
        reader: reader.personId,
        signer: reader.key.address,
        recordId: state.recordId,
        version: state.version,
        requestHash: word(),
        nonce: BigInt(word()),
        deadline,
      };
      const signature = signature65(reader.key.sign(openDigest(openHash(request))));
      return call("UsageLedger", "open", [request, disclosure, state, signature]);
    },
    question({ disclosure, reader }, { recordId, categoryTag }) {
      return call("ConsentRegistry", "isPermitted", [
        disclosure,
        reader.personId,
        recordId,
        categoryTag,
        READ,
      ]);
    },
  };
}

function word(): Hex {
  return `0x${randomBytes(32).toString("hex")}`;
}
