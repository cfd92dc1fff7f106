export { medibus } from "./driver.ts";
