"use client";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../ui/button/Button.tsx";
import { Details } from "../../ui/layout/Details.tsx";
import { Stack } from "../../ui/layout/Stack.tsx";
import { Dialog } from "../../ui/overlay/Dialog.tsx";
import type { Question } from "../signing/questions.ts";
import { reasonFor } from "../WalletPanel.tsx";
import styles from "../wallet.module.css";
import type { DemoQuestion, DemoWallet } from "./createDemoWallet.ts";
import type { DemoPerson } from "./people.ts";

type Pending = Question<DemoQuestion, DemoPerson | null>;

/** The demo wallet's own window: who one wants to be, and what one is about to sign, in words first. */
export function DemoWalletDialog({ wallet }: { readonly wallet: DemoWallet }) {
  const { questions } = wallet;
  const t = useTranslations("wallet.demo");
  const question = useSyncExternalStore(questions.subscribe, questions.current, () => null);
  if (question === null) {
    return (
      <Dialog isOpen={false} onClose={() => undefined} title="">
        {null}
      </Dialog>
    );
  }
  const isChoice = question.ask.kind === "choose";
  return (
    <Dialog
      isOpen
      onClose={question.decline}
      title={t(isChoice ? "choose" : "sign")}
      actions={
        isChoice ? (
          <Button onClick={question.decline}>{t("reject")}</Button>
        ) : (
          <>
            <Button onClick={question.decline}>{t("reject")}</Button>
            <Button variant="primary" onClick={() => question.answer(null)} data-autofocus>
              {t("approve")}
            </Button>
          </>
        )
      }
    >
      <div className={styles["demo"]} data-testid="demo-wallet">
        <Content question={question} />
      </div>
    </Dialog>
  );
}

function Content({ question }: { readonly question: Pending }) {
  const { ask } = question;
  if (ask.kind === "choose") {
    return <People people={ask.people} onChoose={question.answer} />;
  }
  return (
    <Stack>
      <SignsAs person={ask.person} />
      {ask.kind === "message" ? (
        <Words asked="login" words={sentencesOf(ask.message)} all={ask.message} />
      ) : (
        <Words asked={ask.data.primaryType} words={ask.data.words} all={ask.data.json} />
      )}
    </Stack>
  );
}

function People({
  people,
  onChoose,
}: {
  readonly people: readonly DemoPerson[];
  readonly onChoose: (person: DemoPerson) => void;
}) {
  const t = useTranslations("wallet");
  return (
    <Stack>
      <p>{t("demo.chooseHint")}</p>
      <ul className={styles["people"]}>
        {people.map((person) => (
          <li key={person.key}>
            <button type="button" className={styles["person"]} onClick={() => onChoose(person)}>
              <strong>{person.name}</strong>
              <span>
                {t(`role.${person.role}`)} · {person.organizationName}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function SignsAs({ person }: { readonly person: DemoPerson }) {
  const t = useTranslations("wallet.demo");
  return <p>{t.rich("as", { name: person.name, b: (words) => <strong>{words}</strong> })}</p>;
}

/** What is signed: why, in its own words, and all of it for those who want to see. */
function Words({
  asked,
  words,
  all,
}: {
  readonly asked: string;
  readonly words: readonly string[];
  readonly all: string;
}) {
  const t = useTranslations("wallet");
  return (
    <>
      <p>{t(`why.${reasonFor(asked)}`)}</p>
      {words.map((sentence) => (
        <blockquote className={styles["words"]} key={sentence}>
          {sentence}
        </blockquote>
      ))}
      <Details summary={t("demo.everything")}>
        <pre className={styles["message"]}>{all}</pre>
      </Details>
    </>
  );
}

/** What an ERC-4361 message says in words: the paragraph that stands alone between the address and the fields. */
function sentencesOf(message: string): readonly string[] {
  const [, statement, fields] = message.split("\n\n");
  return statement === undefined || fields === undefined ? [] : [statement];
}
