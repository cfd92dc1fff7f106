import { useEffect, useState } from "react";
import { useCapture } from "../../../capture/index.ts";

/** Time of the capture's axis, anew every second. */
export function useNow(): number {
  const {
    host: { book },
    state,
  } = useCapture();
  const startedAt = state?.begin.startedAt ?? 0;
  const [now, setNow] = useState(() => Math.max(startedAt, book.now()));
  useEffect(() => {
    const look = () => setNow(Math.max(startedAt, book.now()));
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [book, startedAt]);
  return now;
}
