import { after } from "node:test";
import { chain } from "./chainFixture.ts";
import { claimCases } from "./claimCases.ts";
import { correctionCases } from "./correctionCases.ts";
import { consentCases } from "./consentCases.ts";
import { identityCases } from "./identityCases.ts";
import { recordCases } from "./recordCases.ts";

/**
 * Every statement the SDK signs, taken by the contracts themselves on an embedded chain, always through a third account that
 * only carries signatures; and every hash the SDK computes, compared with the one on chain.
 */
recordCases();
claimCases();
consentCases();
identityCases();
correctionCases();

after(() => chain.close());
