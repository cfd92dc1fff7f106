import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { toHex } from "@medlattice/sdk/codec";
import { ROLE } from "@medlattice/sdk/identity";
import { keyringSchema, unwrapWithWallet } from "@medlattice/sdk/keys";
import { identifyAtDesk } from "@medlattice/sdk/person";
import type { Page } from "playwright-core";
import { z } from "zod";
import { type Dapp, injectWallet, isSignedIn, openDapp } from "./fixture/index.ts";
import { storedText } from "./fixture/memory.ts";

const HOSPITAL_CHAIN = 7101;
const PATIENCE_MS = 120_000;
const PASSPHRASE = "correct horse battery staple";

/** F1, M7, rules 1 to 3 of the design: from a wallet nobody knows to a patient who can come back. */
describe("enrolling with a wallet of one's own", () => {
  let dapp: Dapp;

  before(async () => {
    dapp = await openDapp();
  });

  after(async () => {
    await dapp?.close();
  });

  const identity = {
    kind: "person",
    givenNames: "Ada",
    familyName: "Chen",
    birthDate: "1990-02-03",
    id: { system: "urn:example:national-register", value: "ML-1990-0203-001" },
  } as const;

  async function connect(page: Page): Promise<void> {
    await page.goto("/");
    await page.getByRole("button", { name: /Test wallet/ }).click();
  }

  it("waits at the desk through a reload, finishes, and signs in again another day", async () => {
    const { page, complaints, strayRequests, close } = await dapp.visit();
    page.setDefaultTimeout(PATIENCE_MS);
    const wallet = await injectWallet(page);
    await connect(page);
    await page.getByRole("button", { name: "Enrol", exact: true }).click();
    await page.getByRole("button", { name: "Make my keys" }).click();
    const code = await page.getByTestId("desk-code").textContent();
    assert.match(code ?? "", /^[0-9A-HJKMNP-TV-Z]{10}$/);
    assert.deepEqual(wallet.asked, ["KeyDerivation", "KeyDerivation"]);

    await connect(page);
    await page
      .getByTestId("desk-code")
      .filter({ hasText: code ?? "" })
      .waitFor();
    assert.ok(
      !(await storedText(page)).includes(await masterOf(page, wallet)),
      "the key is stored unwrapped",
    );

    const { manager } = dapp.cast;
    await identifyAtDesk(manager, {
      chainId: HOSPITAL_CHAIN,
      code: code ?? "",
      role: ROLE.patient,
      identity,
    });
    await page.getByText("You have been identified").waitFor();
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    // Once more for the keys after the reload; then on each network the enrolment, the published keys and a login.
    assert.deepEqual(wallet.asked.slice(2, 4), ["KeyDerivation", "Enrollment"]);
    assert.deepEqual(wallet.asked.slice(4, 9).toSorted(), [
      "Enrollment",
      "KeyManifest",
      "KeyManifest",
      "personal_sign",
      "personal_sign",
    ]);
    assert.deepEqual(wallet.asked.slice(9), ["PersonLink", "Deals"], "no more than two for emergencies");
    assert.equal(await page.evaluate(async () => (await indexedDB.databases()).length <= 1), true);

    await page.getByRole("button", { name: "Account and settings" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out.").waitFor();
    await connect(page);
    await page.getByText("Patient at Riverside Hospital").waitFor();
    const before = wallet.asked.length;
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    assert.deepEqual(wallet.asked.slice(before), ["personal_sign", "KeyDerivation", "personal_sign"]);
    assert.deepEqual(complaints, []);
    assert.deepEqual(strayRequests, []);
    await close();
  });

  it("does with a passphrase what a wallet of one account cannot, and unlocks with it later", async () => {
    const { page, complaints, close } = await dapp.visit();
    page.setDefaultTimeout(PATIENCE_MS);
    const wallet = await injectWallet(page, { accounts: 1 });
    await connect(page);
    await page.getByRole("button", { name: "Enrol", exact: true }).click();
    await page.getByText("Your wallet shares one unused account.").waitFor();
    const begin = page.getByRole("button", { name: "Make my keys" });
    assert.equal(await begin.getAttribute("aria-disabled"), "true");
    await page.getByRole("checkbox", { name: /Share with doctors/ }).uncheck();
    await page.getByLabel(/Lock the keys with a passphrase/).fill(PASSPHRASE);
    await begin.click();
    const code = (await page.getByTestId("desk-code").textContent()) ?? "";
    const other = { ...identity, id: { ...identity.id, value: "ML-1990-0203-003" } };
    const { manager } = dapp.cast;
    await identifyAtDesk(manager, { chainId: HOSPITAL_CHAIN, code, role: ROLE.patient, identity: other });
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    assert.ok(!wallet.asked.includes("KeyDerivation"));

    await page.getByRole("button", { name: "Account and settings" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await connect(page);
    for (const passphrase of [`${PASSPHRASE}!`, PASSPHRASE]) {
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByLabel("Passphrase").fill(passphrase);
      await page.getByRole("button", { name: "Unlock with the passphrase" }).click();
      if (passphrase !== PASSPHRASE) await page.getByText("could not be unlocked this way").waitFor();
    }
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    assert.ok(!(await storedText(page)).includes(PASSPHRASE));
    assert.deepEqual(complaints, []);
    await close();
  });

  it("goes on where it was when the person declines half way", async () => {
    const { page, close } = await dapp.visit();
    page.setDefaultTimeout(PATIENCE_MS);
    const wallet = await injectWallet(page);
    await connect(page);
    await page.getByRole("button", { name: "Enrol", exact: true }).click();
    await page.getByRole("checkbox", { name: /Share with doctors/ }).uncheck();
    wallet.decide(() => "reject");
    await page.getByRole("button", { name: "Make my keys" }).click();
    await page.getByText("You said no in your wallet").waitFor();
    wallet.decide(() => "sign");
    await page.getByRole("button", { name: "Make my keys" }).click();
    const code = (await page.getByTestId("desk-code").textContent()) ?? "";
    const other = { ...identity, id: { ...identity.id, value: "ML-1990-0203-002" } };
    const { manager } = dapp.cast;
    await identifyAtDesk(manager, { chainId: HOSPITAL_CHAIN, code, role: ROLE.patient, identity: other });
    wallet.decide(({ primaryType }) => (primaryType === "KeyManifest" ? "reject" : "sign"));
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await page.getByText("You said no in your wallet").waitFor();
    wallet.decide(() => "sign");
    const before = wallet.asked.length;
    await page.getByRole("button", { name: "Finish", exact: true }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    assert.deepEqual(wallet.asked.slice(before).toSorted(), ["KeyManifest", "personal_sign"]);
    assert.equal(await isSignedIn(page), true);
    await wallet.share([]);
    await page.getByText("The page is locked.").waitFor();
    assert.equal(await isSignedIn(page), false);
    await close();
  });
});

/** The key of the enrolment under way, unwrapped as only the wallet can. @returns hex without 0x */
async function masterOf(page: Page, wallet: Awaited<ReturnType<typeof injectWallet>>): Promise<string> {
  const stored = z.array(z.object({ keyring: keyringSchema }));
  const text = await storedText(page);
  const line = text.split("\n").find((part) => part.includes("medlattice/enrolment-draft/v1")) ?? "[]";
  const [draft] = stored.parse(JSON.parse(line));
  const wrap = draft?.keyring.wraps.find(({ kind }) => kind === "wallet");
  const [keys] = wallet.accounts;
  assert.ok(wrap?.kind === "wallet" && keys !== undefined);
  return toHex((await unwrapWithWallet(wrap, keys)).exportForWrapping()).slice(2);
}
