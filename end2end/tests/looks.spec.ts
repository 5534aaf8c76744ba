// How pages look beyond a plain screen: on paper, in the reader's system colours, in their time zone, and after something was saved.
import { expect, heading, ready, signIn, test } from '../fixtures/portico';

test.use({ timezoneId: 'America/New_York' });

test('on paper there is what a page says, and nothing that only a screen can do', async ({ page }) => {
  await signIn(page);
  await page.goto('/customers');
  await ready(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
  await expect(page.getByText('Acme Telecom').first()).toBeVisible();
  for (const gone of [page.getByRole('navigation').first(), page.getByRole('searchbox'), page.getByRole('button', { name: 'Sign out' }), page.getByRole('link', { name: 'Create New Customer' })]) {
    await expect(gone).toBeHidden();
  }
});

test('in the system’s own colours the current page and the chosen answer are still told apart', async ({ page }) => {
  await signIn(page);
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto('/customers');
  await ready(page);
  const background = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).evaluate((link) => getComputedStyle(link).backgroundColor);
  expect(await background('Customers')).not.toBe(await background('Users'));
  const underline = (name: string) => page.getByRole('navigation', { name: 'Customers' }).getByRole('link', { name, exact: true }).evaluate((link) => getComputedStyle(link).borderBottomColor);
  // Of the tabs only the current one has a line.
  const canvas = await page.evaluate(() => getComputedStyle(document.documentElement.appendChild(Object.assign(document.createElement('i'), { style: 'color: Canvas; forced-color-adjust: none' }))).color);
  expect(await underline('Drafts')).toBe(canvas);
  expect(await underline('Customers')).not.toBe(canvas);
  await page.goto('/customers/new');
  await ready(page);
  const border = (name: RegExp) => page.locator('.choice').filter({ has: page.getByRole('radio', { name }) }).evaluate((choice) => getComputedStyle(choice).borderTopWidth);
  expect(await border(/Me, the White Label/)).not.toBe(await border(/The new customer/));
});

test('a moment says its day and time: in the reader’s zone with the WASM, and in UTC without', async ({ page }) => {
  await signIn(page);
  await page.goto('/customers');
  await ready(page);
  const moment = page.getByRole('row', { name: /Kestrel Aviation/ }).locator('time');
  await expect(moment).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const at = new Date((await moment.getAttribute('datetime')) ?? '');
  if (test.info().project.name === 'hydrated') {
    const said = at.toLocaleString('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'America/New_York' });
    await expect(moment).toHaveAttribute('title', new RegExp(said.replaceAll(/[\s,]+/g, '[\\s,at]+')));
  } else {
    await expect(moment).toHaveAttribute('title', / UTC$/);
  }
});

test('after saving, the part that was saved is in sight with what was done', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 500 });
  await signIn(page, 'bo@borealis.example', '/settings');
  await heading(page, 'Settings');
  await page.getByLabel('Name of the tax').fill('VAT');
  await page.getByLabel('Rate').fill('25');
  await page.getByRole('button', { name: /Save.*tax/i }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The tax is saved' })).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'Tax', exact: true })).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'Tax', exact: true })).toBeFocused();
  // One does not lie over the other.
  const said = await page.getByRole('status').filter({ hasText: 'The tax is saved' }).boundingBox();
  const saved = await page.getByRole('heading', { name: 'Tax', exact: true }).boundingBox();
  expect(saved!.y).toBeGreaterThanOrEqual(said!.y + said!.height);
});

test('who has left meets the name of the reseller, and nobody meets the product’s', async ({ page, browser }) => {
  const fresh = await (await browser.newContext()).newPage();
  await fresh.goto('/sign-in');
  await expect(fresh).toHaveTitle('Sign in');
  await expect(fresh.locator('body')).not.toContainText('Portico');
  await fresh.context().close();
  await signIn(page, 'cora@kestrel.example');
  await expect(page).toHaveTitle(/ – Acme Telecom$/);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');
  await expect(page.getByText('Acme Telecom')).toBeVisible();
  await expect(page).toHaveTitle('Sign in – Acme Telecom');
});
