export {
  type ChainChoice,
  type ChainFault,
  type ChainObservation,
  type ChainPolicy,
  type ChainScore,
  chooseChain,
  DEFAULT_CHAIN_POLICY,
} from "./chooseChain.ts";
