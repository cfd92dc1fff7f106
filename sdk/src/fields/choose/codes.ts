/** Codes and words that belong to one delicate matter. */
export interface CodeSet {
  /** First and last category or subcategory (without point) of ICD-10, also of its national modifications. */
  readonly icd10: readonly (readonly [string, string])[];
  readonly snomed: ReadonlySet<string>;
  readonly loinc: ReadonlySet<string>;
  /** What a code's display or an element's text says of it, in English and Chinese: codes of other systems, and old ones. */
  readonly words: RegExp;
}

export type SubjectKey = "psychiatric" | "substance-use" | "sexual-reproductive" | "genetic";

/** ICD-10 (WHO 2019) chapters and blocks; SNOMED CT and LOINC concepts in common use. Words find what the lists do not have. */
export const SUBJECTS: Readonly<Record<SubjectKey, CodeSet>> = {
  psychiatric: {
    icd10: [
      ["F00", "F09"],
      ["F20", "F99"],
      ["R458", "R458"],
      ["X60", "X84"],
    ],
    snomed: new Set([
      "35489007", // Depressive disorder
      "370143000", // Major depressive disorder
      "36923009", // Major depression, single episode
      "66344007", // Recurrent major depression
      "13746004", // Bipolar disorder
      "58214004", // Schizophrenia
      "47505003", // Posttraumatic stress disorder
      "197480006", // Anxiety disorder
      "48694002", // Anxiety
      "80583007", // Severe anxiety (panic)
      "371631005", // Panic disorder
      "192127007", // Child attention deficit disorder
      "406506008", // Attention deficit hyperactivity disorder
      "74732009", // Mental disorder
      "171207006", // Depression screening
      "454711000124102", // Depression screening using PHQ-2
      "6471006", // Suicidal thoughts
      "82313006", // Suicide attempt
      "26929004", // Alzheimer's disease
      "52448006", // Dementia
    ]),
    loinc: new Set([
      "44249-1",
      "44261-6",
      "55757-9",
      "55758-7",
      "69737-5",
      "70274-6",
      "89204-2",
      "73831-0",
      "93373-9",
    ]),
    words:
      /depress(?:ion|ive)|anxiety|bipolar|schizo|psychos[ei]s|psychotic|psychiatr|post-?traumatic|PTSD|suicid|self-harm|mental (?:health|disorder|illness)|attention deficit|ADHD|autis|eating disorder|anorexia nervosa|bulimia|dementia|alzheimer|panic (?:attack|disorder)|PHQ-?[29]|GAD-?7|抑郁|焦虑|双相|精神|自杀|自残|自闭|痴呆|创伤后应激|多动/i,
  },
  "substance-use": {
    icd10: [
      ["F10", "F19"],
      ["T40", "T40"],
      ["Z714", "Z716"],
      ["Z720", "Z722"],
    ],
    snomed: new Set([
      "7200002", // Alcoholism
      "15167005", // Alcohol abuse
      "26416006", // Drug abuse
      "5602001", // Opioid abuse
      "75544000", // Opioid dependence
      "55680006", // Drug overdose
      "66214007", // Substance abuse
      "361055000", // Misuses drugs
      "449868002", // Smokes tobacco daily
      "8517006", // Ex-smoker
      "77176002", // Smoker
      "65568007", // Cigarette smoker
      "266919005", // Never smoked tobacco
    ]),
    loinc: new Set([
      "72166-2",
      "75626-2",
      "72109-2",
      "82667-7",
      "68518-0",
      "74013-4",
      "11331-6",
      "11367-0",
      "5640-8",
    ]),
    words:
      /alcohol|opioid|heroin|cocaine|cannabis|marijuana|methadone|buprenorphine|amphetamine|substance (?:use|abuse|misuse)|drug (?:abuse|dependence|overdose|misuse)|addict|smok(?:e[rs]?|ing)\b|tobacco|nicotine|AUDIT-?C?\b|DAST|酗酒|饮酒|酒精|吸烟|烟草|药物滥用|毒品|成瘾|戒毒/i,
  },
  "sexual-reproductive": {
    icd10: [
      ["A50", "A64"],
      ["B20", "B24"],
      ["N40", "N53"],
      ["N70", "N98"],
      ["O00", "O99"],
      ["F52", "F52"],
      ["F64", "F66"],
      ["R75", "R75"],
      ["T742", "T742"],
      ["Z113", "Z114"],
      ["Z202", "Z202"],
      ["Z206", "Z206"],
      ["Z21", "Z21"],
      ["Z30", "Z39"],
      ["Z64", "Z64"],
      ["Z70", "Z70"],
    ],
    snomed: new Set([
      "86406008", // Human immunodeficiency virus infection
      "62479008", // AIDS
      "165816005", // HIV positive
      "8098009", // Sexually transmitted infectious disease
      "76272004", // Syphilis
      "15628003", // Gonorrhea
      "240589008", // Chlamydia trachomatis infection
      "72892002", // Normal pregnancy
      "77386006", // Pregnancy
      "19169002", // Miscarriage in first trimester
      "17369002", // Miscarriage
      "79586000", // Tubal pregnancy
      "398254007", // Pre-eclampsia
      "252160004", // Standard pregnancy test
      "46706006", // Replacement of contraceptive intrauterine device
      "8619003", // Infertile
    ]),
    loinc: new Set([
      "55277-8",
      "76690-7",
      "76691-5",
      "7917-8",
      "56888-1",
      "20447-9",
      "30361-0",
      "75622-1",
      "2106-3",
      "2118-8",
      "82810-3",
      "11449-6",
    ]),
    words:
      /\bHIV\b|\bAIDS\b|immunodeficiency virus|antiretroviral|syphilis|gonorrh|chlamydia|genital herpes|sexually transmitted|\bSTI\b|pregnan|miscarriage|abortion|antenatal|prenatal|obstetric|infertil|in vitro fertili[sz]ation|contracep|intrauterine device|vasectomy|sterili[sz]ation procedure|erectile|sexual (?:orientation|activity|abuse|dysfunction)|gender (?:identity|dysphoria)|transgender|艾滋|梅毒|淋病|性传播|妊娠|怀孕|流产|避孕|不孕|性取向|性功能|性别认同/i,
  },
  genetic: {
    icd10: [
      ["Q90", "Q99"],
      ["Z14", "Z15"],
      ["D57", "D57"],
      ["E84", "E84"],
      ["G10", "G10"],
    ],
    snomed: new Set([
      "409709004", // Chromosomal disorder
      "41040004", // Complete trisomy 21 syndrome
      "190905008", // Cystic fibrosis
      "58756001", // Huntington's chorea
      "405823003", // Carrier of genetic disorder
    ]),
    loinc: new Set([
      "69548-6",
      "51969-4",
      "48018-6",
      "51968-6",
      "81247-9",
      "81252-9",
      "48004-6",
      "48005-3",
      "53037-8",
      "62374-4",
    ]),
    words:
      /genetic|genom(?:e|ic)|\bgene\b|chromosom|karyotype|\bBRCA ?[12]?\b|\bexome|hereditary|\ballele|genotyp|pharmacogen|trisomy|huntington|cystic fibrosis|carrier status|基因|遗传|染色体|核型/i,
  },
};

/** Whether one coding is of the matter. */
export function isCodeOf(
  set: CodeSet,
  { system, code }: { readonly system: string; readonly code: string },
): boolean {
  if (/snomed/i.test(system)) return set.snomed.has(code);
  if (/loinc/i.test(system)) return set.loinc.has(code);
  if (!/icd-?10|2\.16\.840\.1\.113883\.6\.(?:3|90)\b/i.test(system)) return false;
  const plain = code.replace(".", "").toUpperCase();
  return set.icd10.some(
    ([first, last]) => plain.slice(0, first.length) >= first && plain.slice(0, last.length) <= last,
  );
}
