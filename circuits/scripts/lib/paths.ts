import { fileURLToPath } from "node:url";

/** The workspace's folder. circom sees only what is below the folder it runs in, so tools run here. */
export const CIRCUITS_FOLDER: string = fileURLToPath(new URL("../../", import.meta.url));
/** What can be made again: compiler output, powers of tau, keys between contributions. */
export const CACHE_FOLDER: string = `${CIRCUITS_FOLDER}cache/`;
/** What is shipped. */
export const COMPILED_FOLDER: string = `${CIRCUITS_FOLDER}compiled/`;
