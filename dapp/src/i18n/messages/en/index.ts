import { errors } from "./errors.ts";
import { shell } from "./shell.ts";
import { ui } from "./ui.ts";

/** All words of the dapp, by feature. */
export const messages = { errors, shell, ui } as const;
