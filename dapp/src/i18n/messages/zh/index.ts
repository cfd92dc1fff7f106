import type { Translated, Messages } from "../../types.ts";
import { access } from "./access.ts";
import { activity } from "./activity.ts";
import { appointments } from "./appointments.ts";
import { home } from "./home.ts";
import { records } from "./records.ts";
import { sharing } from "./sharing.ts";
import { capturing } from "./capturing.ts";
import { measuring } from "./measuring.ts";
import { capture } from "./capture.ts";
import { categories } from "./categories.ts";
import { correcting } from "./correcting.ts";
import { corrections } from "./corrections.ts";
import { partly } from "./partly.ts";
import { custody } from "./custody.ts";
import { desk } from "./desk.ts";
import { device } from "./device.ts";
import { errors } from "./errors.ts";
import { pipeline } from "./pipeline.ts";
import { proof } from "./proof.ts";
import { record } from "./record.ts";
import { shared } from "./shared.ts";
import { shell } from "./shell.ts";
import { ui } from "./ui.ts";
import { visits } from "./visits.ts";
import { wallet } from "./wallet.ts";
import { welcome } from "./welcome.ts";
import { writing } from "./writing.ts";

export const messages: Translated<Messages> = {
  access,
  activity,
  appointments,
  capturing,
  measuring,
  capture,
  categories,
  correcting,
  corrections,
  custody,
  desk,
  device,
  errors,
  home,
  partly,
  pipeline,
  proof,
  record,
  records,
  shared,
  sharing,
  shell,
  ui,
  visits,
  wallet,
  welcome,
  writing,
};
