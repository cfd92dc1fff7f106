import { useEffect, useState } from "react";

/** The screen stays on while this page is seen. What the browser refuses (low battery) is its own to decide. */
export function useWakeLock(): void {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return undefined;
    let lock: WakeLockSentinel | null = null;
    let isHere = true;
    const ask = async () => {
      if (document.hidden) return;
      const given = await navigator.wakeLock.request("screen");
      if (isHere) lock = given;
      else await given.release();
    };
    const askAgain = () => void ask().catch(() => undefined);
    askAgain();
    document.addEventListener("visibilitychange", askAgain);
    return () => {
      isHere = false;
      document.removeEventListener("visibilitychange", askAgain);
      void lock?.release();
    };
  }, []);
}

/** Reds and ambers, on this page only. */
export function useLowLight(): readonly [boolean, (isLow: boolean) => void] {
  const [isLow, setIsLow] = useState(false);
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (isLow) dataset["lowLight"] = "";
    return () => {
      delete dataset["lowLight"];
    };
  }, [isLow]);
  return [isLow, setIsLow];
}

export function useFullScreen(): readonly [boolean, () => void] {
  const [isFull, setIsFull] = useState(false);
  useEffect(() => {
    const look = () => setIsFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  const toggle = () => {
    const change =
      document.fullscreenElement === null
        ? document.documentElement.requestFullscreen()
        : document.exitFullscreen();
    change.catch(() => undefined);
  };
  return [isFull, toggle];
}
