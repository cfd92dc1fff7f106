import { describeLine } from "@medlattice/sdk/device/transport";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, ErrorState, Inline, Notice, RadioCards, Stack } from "../../../../ui/index.ts";
import { DriverFields, type FormProps, setupOf, useBusy, useDraft } from "./Forms.tsx";
import { identifyPort } from "./identifyPort.ts";
import { serialHere, type SerialPortHere } from "./serialPorts.ts";

/** A cable at this computer: remembered ports first, then the browser's own question. */
export function SerialForm(props: FormProps) {
  const t = useTranslations("capture.add");
  if (serialHere() !== undefined) return <Ports {...props} />;
  return (
    <Notice tone="warning" title={t("noSerialTitle")}>
      <p>{t("noSerialText")}</p>
    </Notice>
  );
}

function Ports({ driver, onInstrument }: FormProps) {
  const t = useTranslations("capture.add");
  const [ports, setPorts] = useState<readonly SerialPortHere[]>([]);
  const [chosen, setChosen] = useState<SerialPortHere | null>(null);
  const [draft, setDraft] = useDraft(driver);
  const [isTried, setIsTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, run] = useBusy();
  const { said, isListening, identify, stop } = useIdentifying();

  useEffect(() => {
    let isHere = true;
    const look = async () => {
      const known = (await serialHere()?.getPorts()) ?? [];
      if (!isHere) return;
      setPorts(known);
      setChosen((before) => before ?? known[0] ?? null);
    };
    // Without the list one chooses anew.
    look().catch(() => undefined);
    return () => {
      isHere = false;
    };
  }, []);

  const choose = async () => {
    setError(null);
    try {
      const port = await serialHere()?.requestPort();
      if (port === undefined) return;
      setPorts((known) => (known.includes(port) ? known : [...known, port]));
      setChosen(port);
    } catch (thrown) {
      // Closing the browser's window of ports is no error.
      if (!(thrown instanceof DOMException && thrown.name === "NotFoundError")) setError(thrown);
    }
  };
  const recognise = async () => {
    setIsTried(true);
    setError(null);
    if (chosen === null) return;
    try {
      const found = await identify(chosen);
      if (found !== null) {
        const line = found.driver.lines.findIndex((each) => describeLine(each) === describeLine(found.line));
        setDraft({ ...draft, driver: found.driver.name, line: Math.max(0, line) });
      }
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <Stack>
      {ports.length === 0 ? null : (
        <RadioCards
          legend={t("port")}
          value={chosen === null ? null : String(ports.indexOf(chosen))}
          onValue={(index) => setChosen(ports[Number(index)] ?? null)}
          choices={ports.map((port, index) => ({
            value: String(index),
            title: <PortName port={port} number={index + 1} />,
          }))}
        />
      )}
      <Inline>
        <Button icon="plug" onClick={() => void choose()}>
          {ports.length === 0 ? t("chooseFirstPort") : t("choosePort")}
        </Button>
        {driver !== null ? null : isListening ? (
          <Button icon="stop" onClick={stop}>
            {t("stopListening")}
          </Button>
        ) : (
          <Button icon="search" onClick={() => void recognise()}>
            {t("identify")}
          </Button>
        )}
      </Inline>
      <p role="status">{isTried && chosen === null ? t("noPort") : said}</p>
      <DriverFields draft={draft} onDraft={setDraft} driver={driver} isSerial />
      {error === null ? null : <ErrorState error={error} />}
      <div>
        <Button
          variant="primary"
          icon="plus"
          busy={isBusy}
          disabled={isListening}
          onClick={() => {
            setIsTried(true);
            if (chosen !== null) run(() => onInstrument(setupOf(draft), { kind: "serial", port: chosen }));
          }}
        >
          {t("connect")}
        </Button>
      </div>
    </Stack>
  );
}

function PortName({ port, number }: { readonly port: SerialPortHere; readonly number: number }) {
  const t = useTranslations("capture.add");
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === undefined || usbProductId === undefined)
    return t("portKnown", { number: String(number) });
  const hex = (value: number): string => value.toString(16).padStart(4, "0");
  return t("portUsb", { number: String(number), vendor: hex(usbVendorId), product: hex(usbProductId) });
}

function useIdentifying() {
  const t = useTranslations("capture.add");
  const [said, setSaid] = useState("");
  const [isListening, setIsListening] = useState(false);
  const control = useRef<AbortController | null>(null);
  useEffect(() => () => control.current?.abort(), []);
  const identify = async (port: SerialPortHere) => {
    const mine = new AbortController();
    control.current = mine;
    setIsListening(true);
    try {
      const found = await identifyPort(port, {
        signal: mine.signal,
        onTry: (line) => setSaid(t("identifying", { line: describeLine(line) })),
      });
      if (found !== null) setSaid(t("identified", { name: found.driver.label }));
      else setSaid(mine.signal.aborted ? "" : t("unidentified"));
      return found;
    } finally {
      setIsListening(false);
    }
  };
  return { said, isListening, identify, stop: () => control.current?.abort() };
}
