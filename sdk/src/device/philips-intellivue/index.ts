export { intellivue } from "./driver.ts";
