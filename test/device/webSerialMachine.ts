import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openPty } from "@medlattice/sdk/node/device";

/** A port that Linux lists whether or not the machine has it; Chromium's list is the kernel's. */
const PORT = "/dev/ttyS0";
const CHROMIUM = "/usr/bin/chromium";
/** Where Debian's Chromium finds its managed policies. */
const POLICIES = "/etc/chromium";

/** Runs a program in a mount namespace of its own, where PORT is the terminal in software and the policy is ours; outside nothing changes. */
const WRAPPER = `#!/bin/sh
exec unshare ${process.getuid?.() === 0 ? "" : "-Ur"} -m --propagation private sh -c '
  mount --bind "$SERIAL_PTY" ${PORT} && mount --bind "$CHROMIUM_ETC" ${POLICIES} && exec "$@"' sh "$@"
`;

export interface WebSerialMachine {
  /** In the place of Chromium. */
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** @returns why this machine cannot show its browser a serial port in software; undefined where it can */
export async function whyNot(): Promise<string | undefined> {
  const needed = [PORT, `/sys/class/tty/${PORT.slice(5)}`, CHROMIUM, POLICIES];
  const missing = needed.find((path) => !existsSync(path));
  if (missing !== undefined) return `this machine has no ${missing}`;
  const pty = await openPty().catch(() => undefined);
  if (pty === undefined) return "this machine offers no serial port in software";
  const env = { ...process.env, SERIAL_PTY: pty.path, CHROMIUM_ETC: POLICIES };
  const { status } = spawnSync("sh", ["-c", WRAPPER.replace(/^#.*\n/, ""), "sh", "true"], { env });
  pty.close();
  return status === 0 ? undefined : "this machine allows no mounts of one's own";
}

/** @param folder for the policy and the wrapper @param origin that may use all ports */
export async function webSerialMachine(
  folder: string,
  origin: string,
  pty: string,
): Promise<WebSerialMachine> {
  const etc = join(folder, "chromium");
  await cp(POLICIES, etc, { recursive: true });
  const policies = join(etc, "policies", "managed");
  await mkdir(policies, { recursive: true });
  const policy = { SerialAllowAllPortsForUrls: [origin], DefaultSerialGuardSetting: 3 };
  await writeFile(join(policies, "serial.json"), JSON.stringify(policy));
  const executablePath = join(folder, "chromium-serial.sh");
  await writeFile(executablePath, WRAPPER.replace('exec "$@"', `exec ${CHROMIUM} "$@"`));
  await chmod(executablePath, 0o755);
  return { executablePath, env: { SERIAL_PTY: pty, CHROMIUM_ETC: etc } };
}
