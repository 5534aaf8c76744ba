// The finder over every page: Ctrl K, arrow keys, Enter, Escape.
import { accessible, company, create, expect, heading, reflows, signIn, test } from '../fixtures/portico';

test.beforeEach(async ({ page }) => {
  await signIn(page, 'ada@acme.example', '/customers');
  await expect(page.locator('html[data-desk]')).toBeAttached();
});

test('Ctrl K opens it, typing finds, the keyboard alone walks and goes', async ({ page }) => {
  const name = company('Finder');
  await create(page, name);
  await page.goto('/');
  await expect(page.locator('html[data-desk]')).toBeAttached();
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: 'Find' });
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await accessible(page);
  await page.keyboard.type('DRAFTS');
  await expect(dialog.getByRole('status')).toHaveText('1 entry');
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('link', { name: 'Drafts' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await dialog.getByRole('searchbox').fill(name.toUpperCase());
  await expect(dialog.getByRole('link', { name: new RegExp(name) })).toBeVisible();
  await page.keyboard.press('Enter');
  await heading(page, name);
});

test('Escape leaves it, and the focus is where it was', async ({ page }) => {
  const field = page.getByLabel('Find by name, email, phone or account number');
  await field.focus();
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(field).toBeFocused();
});

test('its link opens it in place, and after the session has ended it leads to the sign-in page', async ({ page }) => {
  await page.getByRole('link', { name: 'Find', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Find' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/customers');
  await page.keyboard.press('Escape');
  await page.context().clearCookies();
  await page.keyboard.press('Control+k');
  await heading(page, 'Sign in');
});

test('its page is accessible, empty and with what was found', async ({ page }) => {
  for (const address of ['/go', '/go?q=kes', '/go?q=nobody is called this']) {
    await page.goto(address);
    await heading(page, 'Find');
    await accessible(page);
    await reflows(page);
  }
});
