import { InvalidFhirError } from "../errors.ts";
import type { FhirProblem, InvalidFhirCode } from "../errors.ts";

const XML_HINT =
  "Export it as JSON instead (in most systems: format JSON, or Accept: application/fhir+json).";

/** First bytes of files that people pick by mistake, with what to do instead. */
const FOREIGN: readonly { starts: readonly number[]; at?: number; name: string; hint: string }[] = [
  {
    starts: [0x25, 0x50, 0x44, 0x46],
    name: "a PDF",
    hint: "Attach a PDF inside a FHIR DocumentReference or Binary.",
  },
  {
    starts: [0x50, 0x4b, 0x03, 0x04],
    name: "a ZIP archive",
    hint: "Unpack it and choose the JSON file inside.",
  },
  { starts: [0x1f, 0x8b], name: "compressed by gzip", hint: "Unpack it first." },
  {
    starts: [0x44, 0x49, 0x43, 0x4d],
    at: 128,
    name: "a DICOM image",
    hint: "Describe it with a FHIR ImagingStudy or attach it in a FHIR Binary.",
  },
  {
    starts: [0x4d, 0x53, 0x48, 0x7c],
    name: "an HL7 version 2 message",
    hint: "Convert it to FHIR R4 first.",
  },
  { starts: [0xff, 0xfe], name: "UTF-16 text", hint: "Save it as UTF-8." },
  { starts: [0xfe, 0xff], name: "UTF-16 text", hint: "Save it as UTF-8." },
];

/** What opens the text of other forms of FHIR. */
const FOREIGN_TEXT: readonly { pattern: RegExp; name: string; hint: string }[] = [
  { pattern: /^<\?xml|^<[A-Za-z!]/, name: "XML", hint: XML_HINT },
  { pattern: /^@prefix|^@base/, name: "Turtle (RDF)", hint: "Export it as JSON instead." },
];

export interface DecodedText {
  readonly text: string;
  /** Whether a byte order mark was in front; it is not part of `text`. */
  readonly byteOrderMark: boolean;
}

/**
 * Decodes UTF-8 strictly (RFC 8259 §8.1) and names other formats by what they are.
 * @throws InvalidFhirError FHIR_UNSUPPORTED_FORMAT | FHIR_NOT_UTF8
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const foreign = FOREIGN.find(({ starts, at = 0 }) =>
    starts.every((byte, index) => bytes[at + index] === byte),
  );
  if (foreign !== undefined)
    throw plain("FHIR_UNSUPPORTED_FORMAT", `the file is ${foreign.name}`, foreign.hint);
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = decodeUtf8(byteOrderMark ? bytes.subarray(3) : bytes);
  const opening = text.slice(0, 64).trimStart();
  const other = FOREIGN_TEXT.find(({ pattern }) => pattern.test(opening));
  if (other !== undefined) throw plain("FHIR_UNSUPPORTED_FORMAT", `the file is ${other.name}`, other.hint);
  return { text, byteOrderMark };
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw plain(
      "FHIR_NOT_UTF8",
      "some bytes are not UTF-8",
      "Save the file as UTF-8 without changing it otherwise.",
      firstWrongLine(bytes),
    );
  }
}

/** Line of the first undecodable byte: lines are decoded one by one, since a decoder does not say where it stopped. */
function firstWrongLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    line++;
    start = end;
  }
  return line;
}

/** A problem of the file as a whole. */
export function plain(code: InvalidFhirCode, message: string, hint: string, line = 0): InvalidFhirError {
  const problem: FhirProblem = { rule: "format", path: "", message, hint, line, column: line === 0 ? 0 : 1 };
  return new InvalidFhirError(code, [problem]);
}
