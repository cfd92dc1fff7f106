import { useCapture } from "../../../capture/index.ts";

/** What people call an instrument of the capture, by its key. */
export function useDeviceNames(): (key: string) => string {
  const { state } = useCapture();
  const names = new Map(state?.instruments.map(({ key, label }) => [key, label]));
  return (key) => names.get(key) ?? key;
}
