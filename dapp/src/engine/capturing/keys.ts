import { fromHex, type Hex, toBase64Url, utf8 } from "@medlattice/sdk/codec";
import { VerificationError } from "@medlattice/sdk/errors";
import type { MasterKey } from "@medlattice/sdk/keys";

const PLACE = "medlattice/capture-place/v1";
const JOURNAL = "medlattice/capture-journal/v1";
const NOTES = "medlattice/capture-notes/v1";
const IV_BYTES = 12;
const KEY_BYTES = 32;
const PLACE_BYTES = 16;

/** What a person's captures are kept under in this browser; all from the master key, so that after a crash signing in is enough. */
export interface CapturingKeys {
  /** Where something is kept: tells nothing, and is another place for everybody who uses this browser. */
  placeOf(name: string): string;
  /** AES-GCM, not extractable; the recorder journals under it. */
  journalKey(captureId: Hex): Promise<CryptoKey>;
  /** Of the journal's database. */
  journalName(captureId: Hex): string;
  seal(place: string, value: unknown): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws VerificationError `CAPTURE_NOTES_BROKEN` */
  open(place: string, sealed: Uint8Array<ArrayBuffer>): Promise<unknown>;
}

export function capturingKeys(master: MasterKey): CapturingKeys {
  const placeOf = (name: string): string => toBase64Url(master.derive(PLACE, [utf8(name)], PLACE_BYTES));
  const notes = importKey(master.derive(NOTES, [], KEY_BYTES));
  return {
    placeOf,
    journalKey: async (captureId) =>
      await importKey(master.derive(JOURNAL, [fromHex(captureId, 32)], KEY_BYTES)),
    journalName: (captureId) => `medlattice-capture ${placeOf(`journal ${captureId}`)}`,
    async seal(place, value) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const text = Uint8Array.from(utf8(JSON.stringify(value)));
      const sealed = await crypto.subtle.encrypt(parametersOf(iv, place), await notes, text);
      const all = new Uint8Array(IV_BYTES + sealed.byteLength);
      all.set(iv);
      all.set(new Uint8Array(sealed), IV_BYTES);
      return all;
    },
    async open(place, sealed) {
      try {
        const iv = sealed.slice(0, IV_BYTES);
        const text = await crypto.subtle.decrypt(
          parametersOf(iv, place),
          await notes,
          sealed.slice(IV_BYTES),
        );
        return JSON.parse(new TextDecoder().decode(text));
      } catch (cause) {
        throw new VerificationError(
          "CAPTURE_NOTES_BROKEN",
          "What this browser noted of a capture is damaged.",
          {
            cause,
          },
        );
      }
    },
  };
}

/** What is kept at one place opens nowhere else. */
function parametersOf(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: Uint8Array.from(utf8(place)) };
}

async function importKey(bytes: Uint8Array): Promise<CryptoKey> {
  return await crypto.subtle.importKey("raw", Uint8Array.from(bytes), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
}
