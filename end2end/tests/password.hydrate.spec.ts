// What the desk adds where a password is chosen: how strong it is, in words, while it is typed, and a look at it.
import { expect, fill, followMail, heading, signIn, test } from '../fixtures/portico';
import type { Page } from '@playwright/test';

async function isSaid(page: Page) {
  await expect(page.locator('html[data-desk]')).toBeAttached();
  for (const [typed, said] of [['Passw0rd!Passw0rd!', 'Strength: weak'], ['correct horse', 'Strength: good'], ['nine green owls fly home', 'Strength: strong']] as const) {
    await fill(page, { 'New password': typed });
    await expect(page.getByText(said)).toBeVisible();
  }
  const field = page.getByLabel('New password', { exact: true });
  await page.getByRole('button', { name: 'Show password' }).last().click();
  await expect(field).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Show password', pressed: true }).click();
  await expect(field).toHaveAttribute('type', 'password');
  await expect(field).toHaveValue('nine green owls fly home');
  await fill(page, { 'New password': '' });
  await expect(page.getByText('Strength:')).toBeHidden();
}

test('of somebody who changes their password', async ({ page }) => {
  await signIn(page, 'ada@acme.example', '/me/password');
  await heading(page, 'Change password');
  await isSaid(page);
});

test('of somebody who forgot it, at the door', async ({ page }) => {
  await page.goto('/forgot');
  await page.getByLabel('E-mail address').fill('sam@acme.example');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await followMail(page, 'sam@acme.example', 'Choose a new password');
  await isSaid(page);
});
