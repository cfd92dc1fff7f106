export { type Cast, openCast } from "./openCast.ts";
export { people, type PersonKey } from "./plans.ts";
