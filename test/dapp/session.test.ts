import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { toBase64Url, toHex } from "@medlattice/sdk/codec";
import { openProfile } from "@medlattice/sdk/node/profile";
import {
  approve,
  approveUntil,
  connectDemo,
  type Dapp,
  demoDialog,
  injectWallet,
  isSignedIn,
  nameOf,
  openDapp,
  reject,
  signInWithDemo,
} from "./fixture/index.ts";
import { heapStrings, storedText } from "./fixture/memory.ts";

/** Rule 3 of the design, rules 1, 2, 8 and 9 of docs/dapp.md. */
describe("signing in to the dapp", () => {
  let dapp: Dapp;

  before(async () => {
    dapp = await openDapp();
  });

  after(async () => {
    await dapp?.close();
  });

  it("takes a patient three signatures: the keys, and a login for each network", async () => {
    const { page, complaints, strayRequests, close } = await dapp.visit();
    await page.goto("/");
    await connectDemo(page, nameOf("patient"));
    await page.getByText("Patient at Riverside Hospital").waitFor();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    assert.equal(await approveUntil(page, () => isSignedIn(page)), 3);
    await page.getByRole("button", { name: "Account and settings" }).click();
    await page.getByText(nameOf("patient")).first().waitFor();
    assert.deepEqual(complaints, []);
    assert.deepEqual(strayRequests, []);
    await close();
  });

  it("takes a doctor of one network two signatures", async () => {
    const { page, complaints, close } = await dapp.visit();
    await page.goto("/visits/");
    await connectDemo(page, nameOf("doctor-hospital"));
    await page.getByText("Doctor at Riverside Hospital").waitFor();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    assert.equal(await approveUntil(page, () => isSignedIn(page)), 2);
    assert.equal(new URL(page.url()).pathname, "/visits/");
    assert.deepEqual(complaints, []);
    await close();
  });

  it("announces each question, in words and as one of several, before the wallet opens", async () => {
    const { page, close } = await dapp.visit();
    await page.goto("/");
    await connectDemo(page, nameOf("patient"));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByTestId("wallet-panel").getByText("Signature 1 of 3").waitFor();
    await demoDialog(page).getByText("It asks you to sign in").waitFor();
    await approve(page);
    await page.getByTestId("wallet-panel").getByText("Signature 2 of 3").waitFor();
    await demoDialog(page)
      .getByRole("blockquote")
      .filter({ hasText: "Sign this only in MedLattice itself." })
      .waitFor();
    await close();
  });

  it("stays as it was when the person declines, and goes on at the second try", async () => {
    const { page, complaints, close } = await dapp.visit();
    await page.goto("/");
    await connectDemo(page, nameOf("patient"));
    for (const agreed of [0, 1]) {
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      for (let index = 0; index < agreed; index += 1) await approve(page);
      await reject(page);
      await page.getByText("You said no in your wallet").waitFor();
    }
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await approveUntil(page, () => isSignedIn(page));
    assert.deepEqual(complaints, []);
    await close();
  });

  it("waits for the account that locks the keys, when the wallet does not share it", async () => {
    const { page, complaints, close } = await dapp.visit();
    const phrase = (await readFile(dapp.stack.state.at("people", "patient", "wallet"), "utf8")).trim();
    const wallet = await injectWallet(page, { phrase, shared: [1, 2] });
    await page.goto("/");
    await page.getByRole("button", { name: /Test wallet/ }).click();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Unlock your keys" });
    await dialog.getByText("does not share with this page").waitFor();
    await wallet.share([0, 1, 2]);
    await dialog.getByRole("button", { name: "Unlock with the wallet" }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    assert.deepEqual(wallet.asked, ["personal_sign", "KeyDerivation", "personal_sign"]);
    assert.deepEqual(complaints, []);
    await close();
  });

  it("forgets keys and names on lock: the worker ends, and storage holds nothing", async () => {
    const { page, close } = await dapp.asPerson("patient");
    assert.equal(page.workers().length, 1);
    const { master, profile } = await openProfile(dapp.stack.state.at("people", "patient"), async () => "");
    const secret = master.exportForWrapping();
    const canaries = [toHex(secret).slice(2), toBase64Url(secret), [...secret].join(",")];
    await page.getByRole("button", { name: "Account and settings" }).click();
    await page.getByRole("button", { name: "Lock now" }).click();
    await page.getByText("The page is locked.").waitFor();
    // It ends once the oracles have been told, which nobody waits long for.
    for (let waitedMs = 0; page.workers().length > 0 && waitedMs < 10_000; waitedMs += 100)
      await page.waitForTimeout(100);
    assert.equal(page.workers().length, 0);
    const stored = await storedText(page);
    const heap = await heapStrings(page);
    for (const canary of canaries) {
      assert.ok(!stored.includes(canary), "the master key is in the browser's storage");
      assert.ok(!heap.includes(canary), "the master key is in the page's memory");
    }
    // What a reader of the disk could tell from what stays: not even who was signed in.
    for (const { personId } of profile.pseudonyms) assert.ok(!stored.includes(personId));
    await page.reload();
    await page.getByRole("button", { name: /Demo wallet/ }).waitFor();
    assert.equal(await isSignedIn(page), false);
    await close();
  });

  it("locks by itself when nobody has touched it for a while", async () => {
    const { page, close } = await dapp.visit();
    await page.clock.install();
    await page.goto("/");
    await signInWithDemo(page, nameOf("doctor-hospital"));
    await page.clock.fastForward("09:30");
    assert.equal(await isSignedIn(page), true);
    await page.mouse.click(5, 300);
    await page.clock.fastForward("09:30");
    assert.equal(await isSignedIn(page), true);
    await page.clock.fastForward("01:00");
    await page.getByText("locked because nobody used it").waitFor();
    await close();
  });

  it("locks as soon as its user has chosen", async () => {
    const { page, close } = await dapp.visit();
    await page.clock.install();
    await page.goto("/");
    await signInWithDemo(page, nameOf("doctor-hospital"));
    await page.getByRole("button", { name: "Account and settings" }).click();
    await page.getByRole("radio", { name: "1 minute without a touch" }).check({ force: true });
    await page.keyboard.press("Escape");
    await page.clock.fastForward("00:50");
    assert.equal(await isSignedIn(page), true);
    await page.clock.fastForward("00:20");
    await page.getByText("locked because nobody used it").waitFor();
    await close();
  });

  it("sends nothing anywhere else: the page's own policy stops it", async () => {
    const { page, close } = await dapp.asPerson("doctor-hospital");
    const outcome = await page.evaluate(async () => {
      const violated = new Promise<string>((resolve) => {
        addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), {
          once: true,
        });
      });
      const answer = await fetch("https://example.org/").then(
        () => "sent",
        () => "stopped",
      );
      return [answer, await violated];
    });
    assert.deepEqual(outcome, ["stopped", "connect-src"]);
    await close();
  });
});
