// Who changed what: every change is there, narrowed by filters that live in the address.
import { company, expect, heading, signIn, test } from '../fixtures/portico';

test('a change is in the audit, found by what and by whom', async ({ page }) => {
  await signIn(page, 'ada@acme.example', '/users/new');
  const name = company('Aud');
  await page.getByLabel('Full name').fill(name);
  await page.getByLabel('E-mail address').fill(`${name.toLowerCase().replaceAll(' ', '-')}@acme.example`);
  await page.getByRole('radio', { name: 'It is generated' }).check();
  await page.getByRole('button', { name: 'Create a user' }).click();
  await heading(page, `${name} can sign in now`);
  await page.getByRole('link', { name: 'Audit' }).click();
  await heading(page, 'Audit');
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Ada Acme <ada@acme.example>');
  await expect(row).toContainText('Created a user');
  await page.getByLabel('What').selectOption('Removed a user');
  await page.getByLabel('Part of a name or address').fill('nobody');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was noted that fits' })).toBeVisible();
  await expect(page.getByLabel('Part of a name or address')).toHaveValue('nobody');
  await page.goBack();
  await expect(row).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as CSV' }).click()]);
  expect(download.suggestedFilename()).toBe('audit.csv');
});

test('who may not see it is told who can', async ({ page }) => {
  await signIn(page, 'sam@acme.example', '/customers');
  await expect(page.getByRole('link', { name: 'Audit' })).toBeHidden();
  expect((await page.goto('/audit'))?.status()).toBe(403);
  await expect(page.getByText('Only administrators can see who changed what')).toBeVisible();
});
