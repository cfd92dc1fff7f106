export { dri } from "./driver.ts";
