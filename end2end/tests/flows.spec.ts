// Every flow is walked as its declaration says: each page is sent empty, then with what is wrong, then with what is right. A new flow is
// walked without a new test.
import { type Page } from '@playwright/test';
import { company, expect, go, ready, signIn, test, user } from '../fixtures/portico';

type Flow = {
  id: string;
  path: string;
  submit: string;
  done: string[];
  subject: string;
  steps: { title: string; fields: Record<string, { example: string }> }[];
};

const title = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const summary = (page: Page) => page.getByRole('alert').filter({ has: page.getByRole('heading', { name: 'There is a problem' }) });

/** Answers one question as people do: by its label, or by the first choice that can be taken. */
async function answer(page: Page, key: string, text: string) {
  // The WASM puts a box to type into over a long list.
  const box = page.locator(`[id="${key}"][role="combobox"]`);
  if (await box.isVisible()) {
    await box.click();
    return page.getByRole('option').filter({ visible: true }).last().click();
  }
  const field = page.locator(`[name="answers[${key}]"]`).filter({ visible: true }).first();
  if ((await field.getAttribute('type')) === 'radio') {
    return page.locator(`[name="answers[${key}]"]:not([aria-disabled])`).first().check();
  }
  if ((await field.evaluate((element) => element.tagName)) === 'SELECT') return void (await field.selectOption({ index: 1 }));
  const label = (await page.locator(`label[for="${key}"]`).first().innerText()).trim();
  await page.getByLabel(label, { exact: true }).and(field).fill(text);
}

test('every flow leads from its first page to a customer', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page);
  const flows: Flow[] = await (await page.request.get('/dev/flows')).json();
  expect(flows.length).toBeGreaterThan(2);
  for (const flow of flows) {
    await test.step(flow.id, async () => {
      const name = company(flow.id.replaceAll('_', ' '));
      const tried = new Set<string>();
      await page.goto(flow.path);
      await ready(page);
      for (let round = 0; (await title(page)) !== 'Check your answers'; round++) {
        const at = await title(page);
        const step = flow.steps.find((step) => step.title === at);
        expect(step, `${flow.id} declares the page ${at}`).toBeDefined();
        const said = (await summary(page).isVisible()) ? await summary(page).innerText() : '';
        expect(round, `${flow.id} comes to an end; it stays at ${at}: ${said}`).toBeLessThan(8 * flow.steps.length);
        await go(page);
        await expect.poll(async () => (await title(page)) !== at || (await summary(page).isVisible())).toBe(true);
        await ready(page);
        if ((await title(page)) !== at) continue;
        // All at once: an entry goes as soon as its answer is right.
        const links = summary(page).getByRole('listitem').getByRole('link');
        for (const key of await links.evaluateAll((all) => all.map((link) => (link.getAttribute('href') ?? '').replace(/^.*#/, '')))) {
          // An answer before it may have taken the question away, as a country does with the parts of its addresses.
          if ((await page.locator(`[name="answers[${key}]"], [id="${key}"]`).filter({ visible: true }).count()) === 0) continue;
          const field = step?.fields[key];
          expect(field, `${flow.id} asks for ${key} at ${at}`).toBeDefined();
          const anyway = page.locator(`[id="${key}-anyway"]`);
          if (await anyway.isVisible()) {
            await anyway.check();
          } else if (field?.example && !tried.has(key)) {
            tried.add(key);
            await answer(page, key, '?!');
          } else if (key === flow.subject) {
            await answer(page, key, name);
          } else {
            const type = await page.locator(`[name="answers[${key}]"]`).first().getAttribute('type');
            await answer(page, key, type === 'email' ? user('walker') : field?.example || 'Kestrel 1');
          }
        }
      }
      await page.getByRole('button', { name: flow.submit, exact: true }).click();
      await expect.poll(() => title(page)).not.toBe('Check your answers');
      expect(flow.done).toContain(await title(page));
      await page.goto(`/customers?q=${encodeURIComponent(name)}`);
      await expect(page.getByRole('link', { name })).toBeVisible();
    });
  }
});
