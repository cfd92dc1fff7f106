import { DRIVERS, findDriver, type LineSettings } from "@medlattice/sdk/device";
import { SIMULATORS } from "@medlattice/sdk/device/simulate";
import { describeLine } from "@medlattice/sdk/device/transport";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCapture } from "../../../../capture/index.ts";
import {
  Badge,
  Button,
  Details,
  FileDrop,
  Loaded,
  Muted,
  Notice,
  Select,
  Stack,
  TextField,
} from "../../../../ui/index.ts";
import type { OnInstrument } from "./AddDialog.tsx";
import { type ListedInstrument, useListed } from "./useListed.ts";
import { useHelp } from "./useHelp.ts";
import styles from "../live.module.css";

export interface FormProps {
  /** Only this one; null: any. */
  readonly driver: string | null;
  readonly onInstrument: OnInstrument;
}

/** Presses a button once, and shows that it works. */
export function useBusy(): readonly [boolean, (work: () => Promise<unknown>) => void] {
  const [isBusy, setIsBusy] = useState(false);
  const run = (work: () => Promise<unknown>) => {
    setIsBusy(true);
    void work().finally(() => setIsBusy(false));
  };
  return [isBusy, run];
}

export function NetworkForm({ driver, onInstrument }: FormProps) {
  const t = useTranslations("capture.add");
  return (
    <Loaded of={useListed()} rows={2}>
      {(listed) => {
        const fitting = listed.filter((each) => driver === null || each.driver === driver);
        if (fitting.length === 0) return <Muted>{t("networkNone")}</Muted>;
        return (
          <ul className={styles["listed"]}>
            {fitting.map((each) => (
              <ListedRow key={each.id} listed={each} onInstrument={onInstrument} />
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}

function ListedRow({
  listed,
  onInstrument,
}: Pick<FormProps, "onInstrument"> & { readonly listed: ListedInstrument }) {
  const t = useTranslations("capture");
  const { state } = useCapture();
  const [isBusy, run] = useBusy();
  const { driver, label, url, isSimulated } = listed;
  const isTaken = state?.instruments.some((each) => each.isAdded && each.label === label) === true;
  const isRefused = isSimulated && state?.begin.treatment !== null;
  return (
    <li>
      <span>
        <strong>{label}</strong>
        <span className={styles["faint"]}>
          {DRIVERS.find((each) => each.name === driver)?.label ?? driver}
        </span>
        {isRefused ? <span className={styles["faint"]}>{t("add.simulated")}</span> : null}
      </span>
      {isSimulated ? <Badge tone="info">{t("instruments.simulated")}</Badge> : null}
      <Button
        size="small"
        variant="primary"
        busy={isBusy}
        disabled={isTaken || isRefused}
        aria-label={`${t("add.connect")}: ${label}`}
        onClick={() =>
          run(() => onInstrument({ driver, label, line: null, isSimulated }, { kind: "bridge", url }))
        }
      >
        {isTaken ? t("add.networkTaken") : t("add.connect")}
      </Button>
    </li>
  );
}

export function BridgeForm({ driver, onInstrument }: FormProps) {
  const t = useTranslations("capture.add");
  const [draft, setDraft] = useDraft(driver);
  const [url, setUrl] = useState("");
  const [isTried, setIsTried] = useState(false);
  const [isBusy, run] = useBusy();
  const isRight = /^wss?:\/\/\S+$/.test(url.trim());
  return (
    <Stack>
      <TextField
        label={t("address")}
        hint={t("addressHint")}
        value={url}
        onValue={setUrl}
        autoComplete="off"
        spellCheck={false}
        error={isTried && !isRight ? t("addressWrong") : null}
      />
      <DriverFields draft={draft} onDraft={setDraft} driver={driver} />
      <div>
        <Button
          variant="primary"
          icon="plus"
          busy={isBusy}
          onClick={() => {
            setIsTried(true);
            if (isRight) run(() => onInstrument(setupOf(draft), { kind: "bridge", url: url.trim() }));
          }}
        >
          {t("connect")}
        </Button>
      </div>
    </Stack>
  );
}

export function SimulatorForm({ driver, onInstrument }: FormProps) {
  const t = useTranslations("capture.add");
  const simulators = SIMULATORS.filter((each) => driver === null || each.driver.name === driver);
  const [name, setName] = useState(simulators[0]?.name ?? "");
  const [isBusy, run] = useBusy();
  const simulator = simulators.find((each) => each.name === name);
  return (
    <Stack>
      <Select
        label={t("instrument")}
        value={name}
        onValue={setName}
        options={simulators.map((each) => ({
          value: each.name,
          label: each.name === each.driver.name ? each.driver.label : `${each.driver.label} (${each.name})`,
        }))}
      />
      <Notice>
        <p>{t("simulated")}</p>
      </Notice>
      <div>
        <Button
          variant="primary"
          icon="plus"
          busy={isBusy}
          onClick={() => {
            if (simulator === undefined) return;
            const { driver: of, line } = simulator;
            const setup = { driver: of.name, label: of.label, line: line ?? null, isSimulated: true };
            run(() => onInstrument(setup, { kind: "simulator", name }));
          }}
        >
          {t("add")}
        </Button>
      </div>
    </Stack>
  );
}

export function RecordingForm({ driver, onInstrument }: FormProps) {
  const t = useTranslations("capture.add");
  const [draft, setDraft] = useDraft(driver);
  const [file, setFile] = useState<File | null>(null);
  const [isTried, setIsTried] = useState(false);
  const [isBusy, run] = useBusy();
  return (
    <Stack>
      <FileDrop title={file?.name ?? t("file")} hint={t("fileHint")} onFile={setFile} />
      <p role="status">{isTried && file === null ? t("fileMissing") : null}</p>
      <DriverFields draft={draft} onDraft={setDraft} driver={driver} />
      <Notice>
        <p>{t("recordingNobody")}</p>
      </Notice>
      <div>
        <Button
          variant="primary"
          icon="plus"
          busy={isBusy}
          onClick={() => {
            setIsTried(true);
            if (file === null) return;
            run(() => onInstrument({ ...setupOf(draft), isSimulated: true }, { kind: "recording", file }));
          }}
        >
          {t("add")}
        </Button>
      </div>
    </Stack>
  );
}

export interface Draft {
  readonly driver: string;
  /** Null: the driver's own label. */
  readonly label: string | null;
  /** Which of the driver's settings. */
  readonly line: number;
}

export function useDraft(driver: string | null): readonly [Draft, (draft: Draft) => void] {
  return useState<Draft>({ driver: driver ?? DRIVERS[0]?.name ?? "", label: null, line: 0 });
}

export function setupOf({ driver, label, line }: Draft): Parameters<OnInstrument>[0] {
  const { label: own, lines } = findDriver(driver);
  const words = label?.trim() ?? "";
  return { driver, label: words === "" ? own : words, line: lines[line] ?? null, isSimulated: false };
}

/** Which instrument, how its port is set, and what to do at the instrument. */
export function DriverFields({
  draft,
  onDraft,
  driver,
  isSerial = false,
}: {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly driver: string | null;
  /** Without those that are on the network only. */
  readonly isSerial?: boolean;
}) {
  const t = useTranslations("capture.add");
  const helpOf = useHelp();
  const chosen = findDriver(draft.driver);
  const help = helpOf(chosen);
  const lineText = (line: LineSettings, index: number): string =>
    index === 0 ? t("lineUsual", { line: describeLine(line) }) : describeLine(line);
  return (
    <>
      {driver === null ? (
        <Select
          label={t("instrument")}
          value={draft.driver}
          onValue={(name) => onDraft({ ...draft, driver: name, line: 0 })}
          options={DRIVERS.filter(({ lines }) => !isSerial || lines.length > 0).map((each) => ({
            value: each.name,
            label: each.label,
          }))}
        />
      ) : null}
      {chosen.lines.length < 2 ? null : (
        <Select
          label={t("line")}
          value={String(draft.line)}
          onValue={(line) => onDraft({ ...draft, line: Number(line) })}
          options={chosen.lines.map((line, index) => ({
            value: String(index),
            label: lineText(line, index),
          }))}
        />
      )}
      {driver === null ? (
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          optional
          value={draft.label ?? ""}
          placeholder={chosen.label}
          onValue={(label) => onDraft({ ...draft, label })}
          maxLength={60}
          autoComplete="off"
        />
      ) : null}
      {help === null ? null : (
        <Details summary={t("help")} isOpen>
          <p>{help}</p>
          <p>{t("isolated")}</p>
        </Details>
      )}
    </>
  );
}
