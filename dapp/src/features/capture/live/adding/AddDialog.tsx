import { useState } from "react";
import { useTranslations } from "use-intl";
import {
  type CapturedInstrument,
  type InstrumentSetup,
  type InstrumentSource,
  useCapture,
} from "../../../../capture/index.ts";
import { Dialog, ErrorState, RadioCards, Stack } from "../../../../ui/index.ts";
import { BridgeForm, NetworkForm, RecordingForm, SimulatorForm } from "./Forms.tsx";
import { SerialForm } from "./SerialForm.tsx";

const WAYS = ["network", "serial", "bridge", "simulator", "recording"] as const;
type Way = (typeof WAYS)[number];
const OF_NOBODY: readonly Way[] = ["simulator", "recording"];
const ICONS = {
  network: "building",
  serial: "plug",
  bridge: "next",
  simulator: "flask",
  recording: "file",
} as const;

/** What a form hands over: the instrument without its key, and where its bytes come from. */
export type OnInstrument = (setup: Omit<InstrumentSetup, "key">, source: InstrumentSource) => Promise<void>;

export interface AddProps {
  /** One of before that is added again: only this driver, under its key. */
  readonly again: CapturedInstrument | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Chooses how an instrument is connected, and connects it. */
export function AddDialog({ again, isOpen, onClose }: AddProps) {
  const t = useTranslations("capture.add");
  const { host, state } = useCapture();
  const [way, setWay] = useState<Way>("network");
  const [error, setError] = useState<unknown>(null);
  const add: OnInstrument = async (setup, source) => {
    setError(null);
    const known = state?.instruments ?? [];
    // Only "Add again" goes on with the series of before: another one of the same kind and name may stand at another bed.
    const key = again?.key ?? nextKey(known);
    try {
      await host.add({ ...setup, key, label: again?.label ?? setup.label }, source);
      // Those of the network stand in one list, from which one takes several.
      if (way !== "network" || again !== null) onClose();
    } catch (thrown) {
      setError(thrown);
    }
  };
  const driver = again?.driver ?? null;
  // What software says has no place in a patient's capture.
  const ways = WAYS.filter((each) => state?.begin.treatment === null || !OF_NOBODY.includes(each));
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={again === null ? t("title") : t("again", { name: again.label })}
      size="large"
    >
      <Stack>
        <RadioCards
          legend={t("way")}
          columns="2"
          value={way}
          onValue={(chosen) => {
            setWay(chosen);
            setError(null);
          }}
          choices={ways.map((value) => ({
            value,
            title: t(`ways.${value}`),
            description: t(`ways.${value}Text`),
            icon: ICONS[value],
          }))}
        />
        {way === "network" ? <NetworkForm driver={driver} onInstrument={add} /> : null}
        {way === "serial" ? <SerialForm driver={driver} onInstrument={add} /> : null}
        {way === "bridge" ? <BridgeForm driver={driver} onInstrument={add} /> : null}
        {way === "simulator" ? <SimulatorForm driver={driver} onInstrument={add} /> : null}
        {way === "recording" ? <RecordingForm driver={driver} onInstrument={add} /> : null}
        {error === null ? null : <ErrorState error={error} />}
      </Stack>
    </Dialog>
  );
}

function nextKey(instruments: readonly CapturedInstrument[]): string {
  return String(1 + Math.max(0, ...instruments.map(({ key }) => Number(key) || 0)));
}
