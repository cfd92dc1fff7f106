import type { messages } from "./messages/en/index.ts";

export type Messages = typeof messages;

/** What another language has to bring: the same keys, other words. */
export type Translated<M> = {
  readonly [Key in keyof M]: M[Key] extends string ? string : Translated<M[Key]>;
};

declare module "use-intl" {
  interface AppConfig {
    Messages: Messages;
  }
}
