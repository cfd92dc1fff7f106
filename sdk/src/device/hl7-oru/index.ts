export { hl7 } from "./driver.ts";
