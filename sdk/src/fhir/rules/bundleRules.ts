import type { JsonObject } from "../json/nodes.ts";
import type { EntryDigest } from "./BundleCheck.ts";
import type { Validation } from "./Validation.ts";

const WITH_REQUEST = new Set(["batch", "transaction", "history"]);
const WITH_RESPONSE = new Set(["batch-response", "transaction-response", "history"]);

/** Invariants of one entry (R4 Bundle): bdl-2, bdl-3, bdl-4, bdl-5, bdl-8. */
export function checkEntry(validation: Validation, bundle: JsonObject, entry: JsonObject): void {
  const type = bundle.string("type") ?? "";
  const report = (rule: string, message: string, hint: string): void =>
    validation.report({ rule, message, hint });
  if (entry.has("search") && type !== "searchset") {
    report(
      "bdl-2",
      "has search, which only a searchset's entries may have",
      "Remove search, or make the type searchset.",
    );
  }
  if (entry.has("request") !== WITH_REQUEST.has(type)) {
    report(
      "bdl-3",
      "must have request exactly if the Bundle is a batch, transaction or history",
      "Add or remove request, or change Bundle.type.",
    );
  }
  if (entry.has("response") !== WITH_RESPONSE.has(type)) {
    report(
      "bdl-4",
      "must have response exactly if the Bundle is a batch-response, transaction-response or history",
      "Add or remove response, or change Bundle.type.",
    );
  }
  if (!entry.has("resource") && !entry.has("request") && !entry.has("response")) {
    report("bdl-5", "has neither resource, request nor response", "Add the resource, or remove the entry.");
  }
  if (entry.string("fullUrl")?.includes("/_history/") === true) {
    report("bdl-8", "has a fullUrl with a version in it", "Cut off /_history/ and what follows.");
  }
}

/** Invariants of the whole Bundle: bdl-1, bdl-7, bdl-9 to bdl-12. */
export function checkBundle(
  validation: Validation,
  bundle: JsonObject,
  entries: readonly EntryDigest[],
): void {
  const type = bundle.string("type") ?? "";
  const report = (rule: string, message: string, hint: string): void =>
    validation.report({ rule, message, hint });
  if (bundle.has("total") && type !== "searchset" && type !== "history") {
    report("bdl-1", "has total, which only a searchset or history may have", "Remove total.");
  }
  if (type === "document") {
    const identifier = bundle.object("identifier");
    if (identifier?.has("system") !== true || !identifier.has("value")) {
      report("bdl-9", "is a document without identifier (system and value)", "Add Bundle.identifier.");
    }
    if (!bundle.has("timestamp"))
      report("bdl-10", "is a document without timestamp", "Add Bundle.timestamp.");
    if (entries[0]?.type !== "Composition")
      report("bdl-11", "is a document that does not begin with a Composition", "Put the Composition first.");
  }
  if (type === "message" && entries[0]?.type !== "MessageHeader") {
    report("bdl-12", "is a message that does not begin with a MessageHeader", "Put the MessageHeader first.");
  }
  if (type !== "history") checkFullUrls(validation, entries);
}

/** bdl-7: the same fullUrl twice only for different versions. */
function checkFullUrls(validation: Validation, entries: readonly EntryDigest[]): void {
  const seen = new Set<string>();
  entries.forEach(({ fullUrl, versionId }, index) => {
    if (fullUrl === undefined) return;
    const key = `${fullUrl} ${versionId ?? ""}`;
    if (seen.has(key)) {
      validation.report({
        rule: "bdl-7",
        step: `entry[${index}]`,
        message: "has the fullUrl of an earlier entry",
        hint: "Give each entry its own fullUrl.",
      });
    }
    seen.add(key);
  });
}
