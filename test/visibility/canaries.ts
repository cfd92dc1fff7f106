import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { keccak256 } from "viem";

/** A distinctive string that stands for a datum; where it turns up, the datum is visible. */
export interface Canary {
  readonly name: string;
  readonly bytes: Buffer;
  /** Texts get more spellings than secrets do. */
  readonly text: string | null;
}

/** A name nobody has: 20 random letters and digits, with a few letters of other scripts before them. */
export function textCanary(name: string, prefix = ""): Canary & { readonly text: string } {
  const text = `${prefix}q${randomBytes(10).toString("hex")}`;
  return { name, text, bytes: Buffer.from(text) };
}

/** A text that is given, e.g. one built from several canaries. */
export function givenText(name: string, text: string): Canary & { readonly text: string } {
  return { name, text, bytes: Buffer.from(text) };
}

export function secretCanary(name: string, secret: Uint8Array | string): Canary {
  const bytes =
    typeof secret === "string" ? Buffer.from(secret.replace(/^0x/, ""), "hex") : Buffer.from(secret);
  if (bytes.length < 8) throw new RangeError("too short to be told from chance");
  return { name, bytes, text: null };
}

/** One way in which a canary may be written down. */
export interface Needle {
  readonly canary: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** Every form a careless program could leave a datum in: as it is, encoded, or as an unsalted hash, which can be guessed from. */
export function needlesOf(canary: Canary): readonly Needle[] {
  const { name, bytes, text } = canary;
  const forms = new Map<string, Buffer>();
  if (bytes.length >= 8) forms.set("raw", bytes);
  addEncodings(forms, "", bytes);
  if (text !== null) {
    const escaped = text.replace(/[^\x20-\x7e]/gu, (letter) =>
      [...Array(letter.length).keys()]
        .map((at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`)
        .join(""),
    );
    const spellings = {
      escaped,
      "upper case": text.toUpperCase(),
      "percent-encoded": encodeURIComponent(text),
      decomposed: text.normalize("NFD"),
      canonical: text.normalize("NFKC").toUpperCase().replace(/[\s-]/gu, ""),
    };
    for (const [form, spelling] of Object.entries(spellings)) forms.set(form, Buffer.from(spelling));
    const utf16 = Buffer.from(text, "utf16le");
    forms.set("utf-16le", utf16);
    forms.set("utf-16be", Buffer.from(utf16).swap16());
    for (const spelling of new Set([text, spellings.canonical]))
      addHashes(forms, spelling, spelling === text ? "" : "canonical ");
  } else addHashes(forms, bytes, "");
  return [...forms].map(([form, needle]) => ({ canary: name, form, bytes: needle }));
}

function addHashes(forms: Map<string, Buffer>, of: string | Buffer, label: string): void {
  const bytes = Buffer.from(of);
  for (const [name, hash] of [
    ["sha256", createHash("sha256").update(bytes).digest()],
    ["keccak256", Buffer.from(keccak256(bytes).slice(2), "hex")],
  ] as const) {
    forms.set(`${label}${name}`, hash);
    addEncodings(forms, `${label}${name} in `, hash);
  }
}

function addEncodings(forms: Map<string, Buffer>, label: string, bytes: Buffer): void {
  const hex = bytes.toString("hex");
  forms.set(`${label}hex`, Buffer.from(hex));
  forms.set(`${label}upper-case hex`, Buffer.from(hex.toUpperCase()));
  // Inside a longer text base64 depends on where the canary begins: drop the letters that its neighbours share.
  for (const offset of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const from = offset === 0 ? 0 : offset + 1;
    const inner = (encoding: "base64" | "base64url") =>
      Buffer.from(padded.toString(encoding).slice(from, Math.floor((padded.length * 8) / 6)));
    forms.set(`${label}base64 at ${offset}`, inner("base64"));
    forms.set(`${label}base64url at ${offset}`, inner("base64url"));
  }
}

/** A place that somebody other than the holder can look into. */
export interface Haystack {
  readonly place: string;
  readonly bytes: Buffer;
}

export interface Finding {
  readonly canary: string;
  readonly form: string;
  readonly place: string;
}

export function search(canaries: readonly Canary[], haystacks: Iterable<Haystack>): readonly Finding[] {
  const needles = canaries.flatMap(needlesOf);
  const findings: Finding[] = [];
  for (const { place, bytes } of haystacks) {
    for (const needle of needles) {
      if (bytes.includes(needle.bytes)) findings.push({ canary: needle.canary, form: needle.form, place });
    }
  }
  return findings;
}

export function none(findings: readonly Finding[]): void {
  assert.deepEqual(findings, []);
}
