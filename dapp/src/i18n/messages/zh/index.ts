import type { Translated, Messages } from "../../types.ts";
import { errors } from "./errors.ts";
import { shell } from "./shell.ts";
import { ui } from "./ui.ts";

export const messages: Translated<Messages> = { errors, shell, ui };
