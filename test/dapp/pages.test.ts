import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { approveUntil, type Dapp, demoDialog, openDapp, type Visit } from "./fixture/index.ts";
import { goTo, settle } from "./story/goTo.ts";
import { type PageToSee, pagesOf } from "./story/pages.ts";
import { problemsOf, WIDE } from "./story/problemsOf.ts";
import { type Story, tellStory } from "./story/tellStory.ts";

/** Rules 5 to 7 of docs/dapp.md on every page, and what a patient does there (M8, M11, P21, F6). */
describe("pages of the dapp", () => {
  let dapp: Dapp;
  let story: Story;

  before(async () => {
    dapp = await openDapp();
    story = await tellStory(dapp.cast);
  });

  after(async () => {
    await dapp?.close();
  });

  for (const person of [null, "patient", "doctor-hospital", "doctor-platform", "manager"] as const) {
    it(`please axe, fit a narrow phone and show no ids: ${person ?? "nobody signed in"}`, async () => {
      const visit = person === null ? await dapp.visit() : await dapp.asPerson(person);
      const { page, complaints, strayRequests, close } = visit;
      const found: string[] = [];
      for (const each of pagesOf(story).filter((candidate) => candidate.person === person)) {
        await open(visit, each);
        for (const problem of await problemsOf(page)) found.push(`${each.name}: ${problem}`);
      }
      assert.deepEqual(found, []);
      assert.deepEqual(strayRequests, []);
      // The page that does not exist is one.
      assert.deepEqual(
        complaints.filter((complaint) => !complaint.includes("404")),
        [],
      );
      await close();
    });
  }

  it("let a patient share in three steps, and the wallet shows the words of the preview", async () => {
    const { page, close } = await dapp.asPerson("patient");
    const { chainId, laboratoryId } = story;
    await goTo(page, { path: `/access/share/#${chainId}/${laboratoryId}`, ready: "main [type=radio]" });
    await page.getByRole("searchbox").fill("wu");
    await page.getByRole("radio", { name: /Wu Jian/ }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("radio", { name: /Only this record/ }).waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Say what it is for.").waitFor();
    await page.getByRole("radio", { name: "Second opinion" }).check();
    await page.getByRole("radio", { name: "Once" }).check();
    await page.getByRole("button", { name: "Continue" }).click();
    const words = (await page.locator("main blockquote p").first().textContent()) ?? "";
    assert.match(
      words,
      /^Dr\. Wu Jian, Cloud Clinic may read the record “Laboratory, 2024 to 2026”, once, from /,
    );
    await page.getByRole("button", { name: "Sign and share" }).click();
    await demoDialog(page).getByRole("blockquote").getByText(words).first().waitFor();
    await approveUntil(page, async () => (await page.getByText("Shared with Dr. Wu Jian").count()) > 0);
    await close();
  });

  it("let a patient withdraw access, after asking once more", async () => {
    const { page, close } = await dapp.asPerson("patient");
    await goTo(page, { path: "/access/", ready: "main li" });
    const running = page.getByRole("list", { name: "Can read now" });
    const before = await running.getByRole("listitem").count();
    await running
      .getByRole("button", { name: /^Withdraw/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Withdraw access" }).click();
    await approveUntil(page, async () => (await running.getByRole("listitem").count()) === before - 1);
    await page.getByText("Access withdrawn.").waitFor();
    await close();
  });

  it("let a patient confirm a record after seeing it", async () => {
    const { page, close } = await dapp.asPerson("patient");
    const { chainId, proposedId } = story;
    await goTo(page, { path: `/records/view/#${chainId}/${proposedId}`, ready: "main table" });
    await page.getByText("148 mmHg").waitFor();
    await page.getByRole("button", { name: "Confirm record" }).click();
    await approveUntil(page, async () => (await page.getByText("You confirmed it").count()) > 0);
    await close();
  });

  it("let a patient ask for an appointment, say what is missing, and cancel it", async () => {
    const { page, close } = await dapp.asPerson("patient");
    await goTo(page, { path: "/appointments/new/", ready: "main textarea" });
    await page.getByRole("button", { name: "Send request" }).click();
    await page.getByText("Say what troubles you.").waitFor();
    await page.getByLabel("What troubles you?").fill("A cough that stays");
    await page.getByRole("button", { name: "Send request" }).click();
    const row = page.getByRole("listitem").filter({ hasText: "A cough that stays" });
    await approveUntil(page, async () => (await row.count()) === 1);
    await row.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Cancel appointment" }).click();
    await row.getByText("Cancelled").waitFor();
    await close();
  });
});

async function open({ page }: Visit, { person, path, ready }: PageToSee): Promise<void> {
  await page.setViewportSize(WIDE);
  if (person !== null) return await goTo(page, { path, ready });
  await page.goto(path);
  await settle(page, ready);
}
