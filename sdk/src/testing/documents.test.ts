import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { z } from "zod";
import { parseStoredJson, utf8 } from "../codec/index.ts";
import { accessQuerySchema } from "../consent/access-request.ts";
import {
  dealSchema,
  grantPackageSchema,
  heldDealSchema,
  linkSchema,
  sealedDealSchema,
} from "../consent/deal-schema.ts";
import { grantSchema, termsSchema } from "../consent/grant-schema.ts";
import { nullifierEvaluationSchema } from "../enrolment/collect-nullifier.ts";
import { nullifierSharesSchema } from "../enrolment/nullifier-keys.ts";
import { nullifierRequestSchema } from "../enrolment/nullifier-request.ts";
import { realIdentityDocumentSchema } from "../enrolment/real-identity.ts";
import { voucherDocumentSchema, voucherSchema } from "../enrolment/voucher.ts";
import { enrollmentRequestSchema, issuedCredentialSchema } from "../identity/enrolment.ts";
import { keyDisclosureSchema, keyManifestSchema } from "../keys/key-manifest-schema.ts";
import { keyringSchema } from "../keys/wrap-schema.ts";
import { noticeSchema } from "../mail/notice.ts";
import { institutionDealSchema, manifestSchema } from "../manifest/schema.ts";
import { appointmentRequestSchema, appointmentSchema } from "../record/appointment.ts";
import { recordEvidenceSchema } from "../record/evidence.ts";
import { recordStateSchema } from "../record/state.ts";
import { proxyAnswerSchema } from "../usage/answer-schema.ts";
import { openReasonSchema } from "../usage/open-request.ts";
import { receiptSchema } from "../usage/receipts.ts";
import { categoryKeysSchema, treatmentMandateSchema } from "../visit/enclosures.ts";
import { orRefused } from "./codec.ts";
import { checkProperty } from "./property.ts";

/** Every form of document that a peer, a store or a file hands to the SDK. */
const documents: Readonly<Record<string, z.ZodObject>> = {
  accessQuerySchema,
  appointmentRequestSchema,
  appointmentSchema,
  categoryKeysSchema,
  dealSchema,
  enrollmentRequestSchema,
  grantPackageSchema,
  grantSchema,
  heldDealSchema,
  institutionDealSchema,
  issuedCredentialSchema,
  keyDisclosureSchema,
  keyManifestSchema,
  keyringSchema,
  linkSchema,
  manifestSchema,
  noticeSchema,
  nullifierEvaluationSchema,
  nullifierRequestSchema,
  nullifierSharesSchema,
  openReasonSchema,
  proxyAnswerSchema,
  realIdentityDocumentSchema,
  receiptSchema,
  recordEvidenceSchema,
  recordStateSchema,
  sealedDealSchema,
  termsSchema,
  treatmentMandateSchema,
  voucherDocumentSchema,
  voucherSchema,
};

/** Values that a hostile document might hold where another is expected. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    null,
    "",
    "0x",
    `0x${"1a".repeat(32)}`,
    `0x${"1A".repeat(32)}`,
    -1,
    0,
    1,
    1.5,
    2 ** 53,
    [],
    {},
  ),
);

describe("documents", () => {
  for (const [name, schema] of Object.entries(documents)) {
    it(`${name} > answers any bytes and any JSON in MedLattice's own words`, () => {
      const members = Object.keys(schema.shape);
      const shaped = fc
        .record(Object.fromEntries(members.map((member) => [member, odd])), { requiredKeys: [] })
        .map((value) => {
          const format: unknown = schema.shape["format"];
          return typeof format === "object" && format !== null && "value" in format
            ? { ...value, format: format.value }
            : value;
        });
      const inputs = fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        fc.jsonValue().map((value) => utf8(JSON.stringify(value))),
        shaped.map((value) => utf8(JSON.stringify(value))),
      );
      checkProperty(
        fc.property(inputs, (bytes) => {
          const read = orRefused(() => parseStoredJson(schema, bytes));
          // What is read is what was sent: nothing is converted, filled in or left out on the way.
          if (read !== undefined)
            assert.deepEqual(read.value.value, JSON.parse(new TextDecoder().decode(bytes)));
        }),
        150,
      );
    });
  }
});
