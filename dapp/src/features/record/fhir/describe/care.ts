import { decimal, first, type Json, object, objects, text } from "../json.ts";
import { narrativeText } from "../narrative.ts";
import type { References } from "../references.ts";
import { address, concept, concepts, day, humanName, quantity, range, when, whenOf } from "../values.ts";
import { named } from "./clinical.ts";
import { code, type Description, lines, time, words } from "./lines.ts";

export function patient(own: Json): Description {
  const phone = objects(own["telecom"]).find(({ system }) => system === "phone");
  const [identifier] = objects(own["identifier"]);
  return {
    title: humanName(own["name"]),
    status: null,
    when: null,
    lines: lines(
      time("birthDate", when(day(own["birthDate"]), null)),
      code("gender", text(own["gender"])),
      time("died", when(day(own["deceasedDateTime"]), null)),
      words("address", address(own["address"])),
      words("phone", text(phone?.["value"])),
      words("maritalStatus", concept(own["maritalStatus"])),
      words("language", concept(object(objects(own["communication"])[0])["language"])),
      words("identifier", text(identifier?.["value"])),
    ),
  };
}

export function encounter(own: Json, references: References): Description {
  const [participant] = objects(own["participant"]);
  const [location] = objects(own["location"]);
  const kind = object(own["class"]);
  return {
    title: concepts(own["type"]) ?? text(kind["display"]),
    lines: lines(
      words("reason", concepts(own["reasonCode"]) ?? named(own, "reasonReference", references)),
      words("performer", references.nameOf(participant?.["individual"], own)),
      words(
        "place",
        references.nameOf(location?.["location"], own) ?? references.nameOf(own["serviceProvider"], own),
      ),
    ),
  };
}

export function carePlan(own: Json, references: References): Description {
  const activities = objects(own["activity"]).map((activity) => {
    const detail = object(activity["detail"]);
    const what =
      concept(detail["code"]) ?? text(detail["description"]) ?? references.nameOf(activity["reference"], own);
    const amount = quantity(detail["quantity"]) ?? quantity(detail["dailyAmount"]);
    return what === null || amount === null ? what : `${what} (${amount})`;
  });
  const goals = objects(own["goal"]).map((aim) => {
    const found = references.resolve(aim, own);
    return found === null ? references.nameOf(aim, own) : goalWords(found);
  });
  return {
    title: text(own["title"]) ?? concepts(own["category"]),
    lines: lines(
      words("note", text(own["description"])),
      words("reason", named(own, "addresses", references)),
      ...goals.map((aim) => words("goal", aim)),
      ...activities.map((activity) => words("activity", activity)),
    ),
  };
}

export function goal(own: Json): Description {
  return {
    title: goalWords(own),
    status: text(own["lifecycleStatus"]),
    when: whenOf(own, "startDate", "statusDate"),
    lines: lines(...objects(own["target"]).map((target) => words("goal", targetWords(target)))),
  };
}

function goalWords(own: Json): string | null {
  return concept(own["description"]);
}

function targetWords(target: Json): string | null {
  const detail = first(
    quantity(target["detailQuantity"]),
    range(target["detailRange"]),
    concept(target["measure"]),
  );
  const due = day(target["dueDate"]);
  return detail === null || due === null ? detail : `${detail} (${due})`;
}

export function document(own: Json, references: References): Description {
  return {
    title: text(own["description"]) ?? concept(own["type"]),
    lines: lines(
      words("performer", named(own, "author", references)),
      words("kind", concepts(own["category"])),
    ),
  };
}

export function composition(own: Json, references: References): Description {
  return {
    title: text(own["title"]) ?? concept(own["type"]),
    narrative: sections(own).join("\n\n") || null,
    lines: lines(words("performer", named(own, "author", references))),
  };
}

/** Sections of a document in its order, each a heading and its words. */
function sections(own: Json, depth = 0): readonly string[] {
  if (depth > 4) return [];
  return objects(own["section"]).flatMap((section) => {
    const parts = [text(section["title"]), narrativeText(object(section["text"])["div"])];
    const said = parts.filter((part) => part !== null).join("\n");
    return [...(said === "" ? [] : [said]), ...sections(section, depth + 1)];
  });
}

export function familyHistory(own: Json): Description {
  const conditions = objects(own["condition"])
    .map((each) => concept(each["code"]))
    .filter((each) => each !== null);
  return {
    title: concept(own["relationship"]),
    lines: lines(
      words("relationship", text(own["name"])),
      ...conditions.map((each) => words("reason", each)),
    ),
  };
}

export function device(own: Json): Description {
  const [name] = objects(own["deviceName"]);
  const maker = [text(own["manufacturer"]), text(own["modelNumber"])]
    .filter((each) => each !== null)
    .join(" ");
  return {
    title: first(text(name?.["name"]), concept(own["type"]), maker || null),
    lines: lines(words("device", maker === "" ? null : maker), words("lot", text(own["lotNumber"]))),
  };
}

export function order(own: Json, references: References): Description {
  return {
    title: concept(own["code"]),
    lines: lines(
      code("intent", text(own["intent"])),
      words("quantity", quantity(own["quantityQuantity"])),
      words("reason", concepts(own["reasonCode"]) ?? named(own, "reasonReference", references)),
      words("note", text(own["patientInstruction"])),
      words("performer", references.nameOf(own["requester"], own)),
    ),
  };
}

export function answers(own: Json): Description {
  return { title: text(own["title"]), lines: lines(...answerLines(own, 0)) };
}

function answerLines(own: Json, depth: number): ReturnType<typeof words>[] {
  if (depth > 6) return [];
  return objects(own["item"]).flatMap((item) => {
    const question = text(item["text"]) ?? text(item["linkId"]);
    const said = objects(item["answer"])
      .map((answer) => answerWords(answer))
      .filter((each) => each !== null);
    const line =
      said.length === 0 || question === null ? [] : [words("answer", `${question} — ${said.join(", ")}`)];
    return [...line, ...answerLines(item, depth + 1)];
  });
}

function answerWords(answer: Json): string | null {
  const coding = object(answer["valueCoding"]);
  const plain = Object.entries(answer).find(
    ([key, value]) =>
      /^value(Decimal|Integer|Date|DateTime|Time|String|Uri)$/.test(key) &&
      ["string", "number"].includes(typeof value),
  );
  const flag = answer["valueBoolean"];
  return first(
    text(coding["display"]),
    text(coding["code"]),
    quantity(answer["valueQuantity"]),
    plain === undefined ? null : text(String(plain[1])),
    typeof flag === "boolean" ? (flag ? "✓" : "✗") : null,
  );
}

export function money(own: Json): Description {
  const [sum] = objects(own["total"]).map((total) => object(total["amount"] ?? total));
  const amount = sum === undefined ? null : (decimal(sum["value"])?.written ?? null);
  return {
    title: concept(own["type"]),
    lines: lines(
      words("total", amount === null ? null : `${amount} ${text(sum?.["currency"]) ?? ""}`.trim()),
    ),
  };
}
