import { type Json, object, objects, text } from "./json.ts";
import type { Attachment } from "./view.ts";

/** Files inside a resource: documents, pictures, forms of a report. */
export function attachmentsOf(resource: Json): readonly Attachment[] {
  const type = resource["resourceType"];
  if (type === "Binary") return [attachment({ ...resource, title: null })].filter((each) => each !== null);
  const found = [
    ...objects(resource["content"]).map((content) => content["attachment"] ?? content),
    ...objects(resource["presentedForm"]),
    ...objects(resource["photo"]),
    resource["contentAttachment"],
  ];
  return found.map(attachment).filter((each) => each !== null);
}

function attachment(value: unknown): Attachment | null {
  const own = object(value);
  const [data, url] = [typeof own["data"] === "string" ? own["data"] : null, text(own["url"])];
  if (data === null && url === null) return null;
  const mediaType = (text(own["contentType"]) ?? "application/octet-stream").toLowerCase();
  return { title: text(own["title"]), mediaType, data, url };
}

/** @returns null for what is not base64 */
export function decodeBase64(data: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(data.replace(/\s+/g, "")), (character) => character.codePointAt(0) ?? 0);
  } catch {
    return null;
  }
}

const PICTURES: readonly { readonly mediaType: string; readonly start: readonly number[] }[] = [
  { mediaType: "image/png", start: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: "image/jpeg", start: [0xff, 0xd8, 0xff] },
  { mediaType: "image/gif", start: [0x47, 0x49, 0x46, 0x38] },
  { mediaType: "image/webp", start: [0x52, 0x49, 0x46, 0x46] },
];

/** A picture that a page may show, by its own first bytes and not by what it says it is; else null. */
export function pictureType(bytes: Uint8Array): string | null {
  const found = PICTURES.find(({ start }) => start.every((byte, index) => bytes[index] === byte));
  return found?.mediaType ?? null;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
  "text/plain": "txt",
  "application/fhir+json": "json",
  "application/json": "json",
  "application/dicom": "dcm",
};

/** A name a file system takes; never one that a computer would run. */
export function fileName(title: string, mediaType: string): string {
  const base = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  const [plain = ""] = mediaType.split(";");
  return `${base === "" ? "record" : base}.${EXTENSIONS[plain.trim()] ?? "bin"}`;
}
