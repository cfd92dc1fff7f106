import { AUDIT_MIGRATION } from "../audit/auditTable.ts";
import { COMMITTEE_MIGRATION } from "../committee/migration.ts";
import { ANCHOR_MIGRATION } from "../anchoring/migration.ts";
import { CUSTODY_MIGRATION, INTRODUCTION_MIGRATION } from "../custody/custodyMigration.ts";
import { CORRECTION_MIGRATION } from "../corrections/correctionTable.ts";
import {
  DEALT_ALONE_MIGRATION,
  DEAL_KEY_MIGRATION,
  DEAL_MIGRATION,
  FURTHER_DEALS_MIGRATION,
} from "../deals/dealTable.ts";
import { ERASURE_MIGRATION } from "../erasure/tombstones.ts";
import { VOUCHED_MIGRATION } from "../enrolment/enrolmentTable.ts";
import { INDEX_MIGRATION } from "../index/migration.ts";
import { LABEL_MIGRATION } from "../index/project/corrections.ts";
import { SCALAR_MIGRATION } from "../institution/scalarTable.ts";
import { MANIFEST_MIGRATION } from "../manifests/manifestTable.ts";
import { JOB_MIGRATION } from "../outbox/jobQueue.ts";
import { PEOPLE_MIGRATION } from "../people/migration.ts";
import { ANSWER_MIGRATION } from "../proxy/answerTable.ts";
import { RECEIPT_MIGRATION } from "../receipts/receiptTable.ts";
import { TX_MIGRATION, TX_SENDER_MIGRATION } from "../relay/txTable.ts";
import { CLOSED_LOGIN_MIGRATION, SESSION_MIGRATION } from "../session/sessionStore.ts";
import { SUMMARY_MIGRATION } from "../summaries/migration.ts";
import { STORE_MIGRATION } from "../store/objectTable.ts";
import { UPLOAD_CONTENT_MIGRATION, UPLOAD_MIGRATION } from "../store/uploads.ts";

/** What `oracle.sqlite` consists of, in the order it came to be. Entries are only ever added. */
export const MIGRATIONS: readonly string[] = [
  [
    SESSION_MIGRATION,
    STORE_MIGRATION,
    UPLOAD_MIGRATION,
    JOB_MIGRATION,
    TX_MIGRATION,
    INDEX_MIGRATION,
    MANIFEST_MIGRATION,
  ].join(";\n"),
  PEOPLE_MIGRATION,
  [DEAL_MIGRATION, SCALAR_MIGRATION, ANSWER_MIGRATION, RECEIPT_MIGRATION].join(";\n"),
  DEAL_KEY_MIGRATION,
  CLOSED_LOGIN_MIGRATION,
  VOUCHED_MIGRATION,
  UPLOAD_CONTENT_MIGRATION,
  FURTHER_DEALS_MIGRATION,
  TX_SENDER_MIGRATION,
  DEALT_ALONE_MIGRATION,
  LABEL_MIGRATION,
  CUSTODY_MIGRATION,
  [CORRECTION_MIGRATION, ERASURE_MIGRATION].join(";\n"),
  INTRODUCTION_MIGRATION,
  SUMMARY_MIGRATION,
  COMMITTEE_MIGRATION,
  AUDIT_MIGRATION,
  ANCHOR_MIGRATION,
];
