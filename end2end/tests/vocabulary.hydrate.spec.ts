// What the WASM adds to the sheet of reference: lists that are filtered by typing, words that follow what is typed.
import { choose, expect, fill, go, ready, signIn, test } from '../fixtures/portico';

test.beforeEach(async ({ page }) => {
  await signIn(page);
  await page.goto('/dev/vocabulary');
  await ready(page);
});

test('a long list is filtered by typing and works by keyboard alone', async ({ page }) => {
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  const list = page.getByRole('listbox', { name: 'Time zone' });
  await zone.click();
  await expect(list.getByRole('option', { selected: true })).toHaveText(/^America\/Chicago/);
  await zone.fill('berl');
  await expect(list.getByRole('option')).toHaveText([/^Europe\/Berlin/]);
  await zone.press('Escape');
  await expect(list).toBeHidden();
  await zone.fill('europe/');
  await zone.press('ArrowDown');
  await zone.press('ArrowDown');
  await zone.press('ArrowUp');
  await expect(list.getByRole('option', { selected: true })).toHaveText(/^Europe\/Andorra/);
  await zone.press('Enter');
  await expect(zone).toHaveValue(/^Europe\/Andorra/);
  await expect(list).toBeHidden();
  // Leaving takes what the typed letters lead to.
  await zone.fill('kathm');
  await zone.press('Tab');
  await expect(zone).toHaveValue(/^Asia\/Kathmandu/);
  // A code leads to its country, and a click chooses.
  const country = page.getByRole('combobox', { name: 'Country' });
  await country.fill('no');
  await page.getByRole('option', { name: 'Norway', exact: true }).click();
  await expect(country).toHaveValue('Norway');
  await expect(page.getByLabel('Post town')).toBeVisible();
});

test('leaving a list takes what was surely meant, and nothing else', async ({ page }) => {
  const country = page.getByRole('combobox', { name: 'Country' });
  const none = page.getByRole('link', { name: 'Choose one of the answers offered: Country' });
  for (const [typed, meant] of [
    ['de', 'Germany'],
    ['CH', 'Switzerland'],
    ['uk', 'United Kingdom'],
    ['holland', 'Netherlands'],
    ['cote', 'Côte d’Ivoire'],
    ['norw', 'Norway'],
  ] as const) {
    await country.fill(typed);
    await country.press('Tab');
    await expect(country).toHaveValue(meant);
    await expect(none).toBeHidden();
  }
  // Two have it in their names.
  await country.fill('korea');
  await country.press('Tab');
  await expect(none).toBeVisible();
  await expect(country).toHaveValue('korea');
  // What fits nothing is no choice, and the key that chooses takes nothing away.
  await country.fill('Atlantis');
  await country.press('Enter');
  await expect(country).toHaveValue('Atlantis');
  await expect(none).toBeVisible();
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('new york');
  await zone.press('Enter');
  await expect(zone).toHaveValue(/^America\/New_York/);
});

test('what is not in a list stays and is said to be none of it', async ({ page }) => {
  const country = page.getByRole('combobox', { name: 'Country' });
  await country.fill('Atlantis');
  await expect(page.getByText('Nothing of the list fits')).toBeVisible();
  await country.press('Tab');
  await expect(country).toHaveValue('Atlantis');
  await expect(page.getByRole('link', { name: 'Choose one of the answers offered: Country' })).toBeVisible();
  await expect(country).toHaveAttribute('aria-invalid', 'true');
  await choose(country, 'Norway');
  await expect(page.getByRole('link', { name: 'Choose one of the answers offered: Country' })).toBeHidden();
});

test('a password’s strength is said in words, and it can be shown', async ({ page }) => {
  const password = page.getByLabel('Password', { exact: true });
  await fill(page, { Password: 'correct horse' });
  await expect(page.getByText('Strength: good')).toBeVisible();
  await fill(page, { Password: 'correct horse battery staple' });
  await expect(page.getByText('Strength: strong')).toBeVisible();
  // However it is disguised.
  await fill(page, { Password: 'Passw0rd!Passw0rd!' });
  await expect(page.getByText('Strength: weak')).toBeVisible();
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(page.getByRole('button', { name: 'Show password', pressed: true })).toBeVisible();
});

test('a secret leaves the page with Continue alone', async ({ page }) => {
  await page.goto('/dev/vocabulary?state=filled');
  await ready(page);
  await fill(page, { Password: 'qwertyuiop' });
  await go(page);
  await expect(page.getByRole('alert')).toContainText('Password is one that strangers would soon guess');
  const saved = page.waitForRequest('**/api/drafts/autosave');
  await fill(page, { Password: 'correct horse battery staple', 'Login name': 'grace' });
  expect((await saved).postData()).not.toContain('battery');
});

test('rows come with the focus where one goes on', async ({ page }) => {
  await page.getByRole('button', { name: 'Add a contact' }).click();
  await expect(page.getByRole('group', { name: 'Contact 1' }).getByLabel('Type of contact')).toBeFocused();
  await page.getByRole('button', { name: 'Remove Contact 1' }).click();
  await expect(page.getByRole('button', { name: 'Add a contact' })).toBeFocused();
});

test('what is wrong with rows goes with what was wrong', async ({ page }) => {
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' });
  await go(page);
  await expect(summary).toContainText('Add at least 1: Contacts');
  // An empty row is none.
  await page.getByRole('button', { name: 'Add a contact' }).click();
  await expect(summary).toContainText('Add at least 1: Contacts');
  await page.getByRole('group', { name: 'Contact 1' }).getByLabel('Full name').pressSequentially('Grace');
  await expect(summary).not.toContainText('Add at least 1: Contacts');
  await go(page);
  await expect(summary).toContainText('Contact 1: ');
  await page.getByRole('button', { name: 'Remove Contact 1' }).click();
  await expect(summary).not.toContainText('Contact 1: ');
});
