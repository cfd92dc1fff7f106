// The worker: keys, cryptography and plaintext live here and nowhere else in the dapp.
import { expose } from "comlink";
import { createEngine } from "./createEngine.ts";
import { carryErrors } from "./errors.ts";

carryErrors();
expose(createEngine());
