"use client";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { IntlProvider } from "use-intl";
import { chooseLanguage, HTML_LANG, type Language, LANGUAGE_KEY, localeOf } from "./languages.ts";
import { messages as english } from "./messages/en/index.ts";
import type { Messages, Translated } from "./types.ts";

export interface LanguageChoice {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({ language: "en", setLanguage: () => undefined });

/** The language the page speaks now, and how to change it. */
export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

/**
 * Words, dates and numbers in the person's language. The files are made in English; another language comes with a file of its own
 * before the page is shown (`data-waiting`, set by the first script of the page).
 */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [loaded, setLoaded] = useState<{
    readonly language: Language;
    readonly messages: Messages;
  }>({
    language: "en",
    messages: english,
  });
  const [language, setLanguage] = useState<Language | null>(null);
  const [timeZone, setTimeZone] = useState("UTC");
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const locale = localeOf(loaded.language, wanted);

  useEffect(() => {
    setWanted(navigator.languages);
    setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
    setLanguage(chooseLanguage(read(), navigator.languages));
  }, []);

  useEffect(() => {
    if (language === null) return undefined;
    let isLatest = true;
    const show = async () => {
      const messages = await load(language);
      if (!isLatest || !areComplete(messages)) return;
      setLoaded({ language, messages });
      document.documentElement.lang = HTML_LANG[language];
      delete document.documentElement.dataset["waiting"];
    };
    // Without the file of words the page goes on in the language it has.
    void show().catch(() => delete document.documentElement.dataset["waiting"]);
    return () => {
      isLatest = false;
    };
  }, [language]);

  const choice = useMemo<LanguageChoice>(
    () => ({
      language: loaded.language,
      setLanguage: (chosen) => {
        localStorage.setItem(LANGUAGE_KEY, chosen);
        setLanguage(chosen);
      },
    }),
    [loaded.language],
  );

  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={locale} messages={loaded.messages} timeZone={timeZone}>
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}

async function load(language: Language): Promise<Translated<Messages>> {
  return language === "en" ? english : (await import("./messages/zh/index.ts")).messages;
}

/** Whatever the words: to components they are the messages of those keys. */
function areComplete(messages: Translated<Messages>): messages is Messages {
  return Object.keys(english).every((feature) => feature in messages);
}

/** Storage may be closed to the page; then the choice lasts as long as the page. */
function read(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}
