import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { ensureFullChromium } from "../../scripts/lib/chromium.ts";
import { type Dapp, openDapp } from "./fixture/index.ts";
import { visitWithExtension } from "./fixture/extension.ts";

/** The patient's accounts: one for the keys, one on each of two chains. */
const ACCOUNTS = 3;
const missing = await ensureFullChromium().then(
  () => false,
  (error: unknown) => {
    if (error instanceof MedLatticeError) return `${error.message} ${error.hints.join(" ")}`;
    throw error;
  },
);

/** As people have it: a wallet extension with a window of its own, which adds the chains it is told of. */
describe("signing in with a real wallet extension", { skip: missing }, () => {
  let dapp: Dapp;

  before(async () => {
    dapp = await openDapp();
  });

  after(async () => {
    await dapp?.close();
  });

  it("asks in its own window, and a rejection there leaves the page usable", async () => {
    const phrase = (await readFile(dapp.stack.state.at("people", "patient", "wallet"), "utf8")).trim();
    const { page, answer, complaints, strayRequests, close } = await visitWithExtension(
      dapp,
      phrase,
      ACCOUNTS,
    );
    await page.goto("/");
    await page.getByRole("button", { name: /Extension wallet/ }).click();
    assert.equal(await answer(true), "Share accounts");
    const signIn = page.getByRole("button", { name: "Sign in", exact: true });
    await signIn.click();
    await page.getByTestId("wallet-panel").getByText("Look at your wallet").waitFor();
    assert.equal(await answer(false), "Sign a message");
    await page.getByText("You said no in your wallet").waitFor();
    await signIn.click();
    assert.equal(await answer(true), "Sign a message");
    assert.equal(await answer(true), "Sign KeyDerivation");
    assert.equal(await answer(true), "Sign a message");
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    assert.deepEqual(complaints, []);
    assert.deepEqual(strayRequests, []);
    await close();
  });
});
