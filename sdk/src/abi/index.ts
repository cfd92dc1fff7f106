/** ABIs of the deployed contracts, generated from their sources, typed for viem and ethers alike. */
export * from "./generated/index.ts";
