/** What is wrong with a narrative. */
export interface NarrativeFault {
  readonly rule: "txt-1" | "txt-2";
  readonly message: string;
  readonly hint: string;
}

const ENTITIES = new Set(["lt", "gt", "amp", "quot", "apos"]);
const ENTITY = /&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]*));/y;

/** Checks the entities in a stretch of text or an attribute: XML's five and numbers of characters. */
export function textFault(text: string): NarrativeFault | undefined {
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", at + 1)) {
    ENTITY.lastIndex = at;
    const match = ENTITY.exec(text);
    const [, decimal, hexadecimal, name] = match ?? [];
    if (name !== undefined && !ENTITIES.has(name)) {
      // Entity names are HTML's, a few letters; anything longer is not one and could carry content.
      const shown = name.length <= 8 ? `&${name};` : "an entity";
      return {
        rule: "txt-1",
        message: `uses ${shown}, which XML does not have`,
        hint: "Write the character itself, or its number as in &#174;.",
      };
    }
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "9", 16) : Number(decimal);
    if (match === null || !isXmlCharacter(code)) {
      return {
        rule: "txt-1",
        message: "has an & that begins no entity of XML",
        hint: "Write &amp; for the sign itself.",
      };
    }
  }
  return undefined;
}

/** XML 1.0 §2.2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
