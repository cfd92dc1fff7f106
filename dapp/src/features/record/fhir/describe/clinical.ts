import { type Json, objects, text } from "../json.ts";
import type { References } from "../references.ts";
import { codeOf, concept, concepts, dosage, period, quantity, when, day, whenOf } from "../values.ts";
import { code, type Description, lines, taking, time, words } from "./lines.ts";

export function condition(own: Json): Description {
  return {
    status: codeOf(own["clinicalStatus"]),
    when: whenOf(own, "onsetDateTime", "onsetPeriod", "recordedDate"),
    lines: lines(
      code("verification", unlessUsual(codeOf(own["verificationStatus"]), "confirmed")),
      words("severity", concept(own["severity"])),
      words("bodySite", concepts(own["bodySite"])),
      time("ended", when(day(own["abatementDateTime"]), null) ?? period(own["abatementPeriod"])),
    ),
  };
}

export function allergy(own: Json): Description {
  const reactions = objects(own["reaction"]);
  const manifestations = reactions
    .map((each) => concepts(each["manifestation"]))
    .filter((each) => each !== null);
  const severity = reactions.map((each) => text(each["severity"])).find((each) => each !== null) ?? null;
  return {
    status: codeOf(own["clinicalStatus"]),
    when: whenOf(own, "onsetDateTime", "recordedDate"),
    lines: lines(
      code("criticality", text(own["criticality"])),
      words("reaction", manifestations.length === 0 ? null : [...new Set(manifestations)].join("; ")),
      code("severity", severity),
      code("verification", unlessUsual(codeOf(own["verificationStatus"]), "confirmed")),
    ),
  };
}

export function medication(own: Json, references: References): Description {
  const doses = objects(own["dosageInstruction"] ?? own["dosage"]);
  return {
    title: concept(own["medicationCodeableConcept"]) ?? references.nameOf(own["medicationReference"], own),
    lines: lines(
      ...doses.map((dose) => taking(dosage(dose))),
      words("reason", concepts(own["reasonCode"]) ?? named(own, "reasonReference", references)),
      words("performer", references.nameOf(own["requester"], own)),
    ),
  };
}

export function immunization(own: Json, references: References): Description {
  const [performer] = objects(own["performer"]);
  return {
    title: concept(own["vaccineCode"]),
    lines: lines(
      words("dose", quantity(own["doseQuantity"])),
      words("bodySite", concept(own["site"])),
      words("lot", text(own["lotNumber"])),
      words("performer", references.nameOf(performer?.["actor"], own)),
      words("place", references.nameOf(own["location"], own)),
    ),
  };
}

export function procedure(own: Json, references: References): Description {
  const [performer] = objects(own["performer"]);
  return {
    lines: lines(
      words("reason", concepts(own["reasonCode"]) ?? named(own, "reasonReference", references)),
      words("bodySite", concepts(own["bodySite"])),
      words("outcome", concept(own["outcome"])),
      words("performer", references.nameOf(performer?.["actor"], own)),
      words("place", references.nameOf(own["location"], own)),
    ),
  };
}

export function report(own: Json, references: References): Description {
  return {
    lines: lines(
      words("conclusion", text(own["conclusion"]) ?? concepts(own["conclusionCode"])),
      words("performer", named(own, "performer", references)),
    ),
  };
}

export function observation(own: Json): Description {
  return {
    status: unlessUsual(text(own["status"]), "final"),
    lines: lines(words("method", concept(own["method"])), words("bodySite", concept(own["bodySite"]))),
  };
}

export function imaging(own: Json, references: References): Description {
  const modality = objects(own["modality"])
    .map((coding) => text(coding["display"]) ?? text(coding["code"]))
    .filter((each) => each !== null);
  return {
    title: text(own["description"]) ?? concepts(own["procedureCode"]),
    lines: lines(
      words("kind", modality.length === 0 ? null : modality.join(", ")),
      words("reason", concepts(own["reasonCode"])),
      words("place", references.nameOf(own["location"], own)),
    ),
  };
}

/** Names of all that a member refers to. */
export function named(own: Json, member: string, references: References): string | null {
  const names = objects(own[member])
    .map((each) => references.nameOf(each, own))
    .filter((each) => each !== null);
  return names.length === 0 ? null : [...new Set(names)].join(", ");
}

function unlessUsual(value: string | null, usual: string): string | null {
  return value === usual ? null : value;
}
