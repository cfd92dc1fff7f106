"use client";
import { useEffect } from "react";

const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
const LOOK_EVERY_MS = 5_000;

/** Calls `lock` when nobody has touched the page for so long; also after a sleep of the machine, in which no timer runs. */
export function useIdleLock(isActive: boolean, idleMs: number, lock: () => void): void {
  useEffect(() => {
    if (!isActive) return undefined;
    let touchedAt = Date.now();
    const touch = (): void => {
      touchedAt = Date.now();
    };
    const look = (): void => {
      if (Date.now() - touchedAt >= idleMs) lock();
    };
    const timer = setInterval(look, Math.min(LOOK_EVERY_MS, idleMs));
    for (const event of TOUCHES) addEventListener(event, touch, { passive: true, capture: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      for (const event of TOUCHES) removeEventListener(event, touch, { capture: true });
      document.removeEventListener("visibilitychange", look);
    };
  }, [isActive, idleMs, lock]);
}
