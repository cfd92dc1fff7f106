export { blindPseudonym, type BlindedPseudonym, type ItemName, recognizePseudonym } from "./pseudonym.ts";
