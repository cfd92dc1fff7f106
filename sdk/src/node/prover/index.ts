export { type CreateNodeProverOptions, createNodeProver } from "./createNodeProver.ts";
