// What is one's own: the address that one signs in with, and where one is signed in.
import { PASSWORD, accessible, company, expect, followMail, heading, problems, reflows, signIn, test } from '../fixtures/portico';

test('sessions are seen and ended from another browser', async ({ page, browser }) => {
  await signIn(page, 'sam@acme.example');
  const elsewhere = await browser.newContext({ javaScriptEnabled: test.info().project.name !== 'plain' });
  const other = await elsewhere.newPage();
  await signIn(other, 'sam@acme.example', '/customers');
  await page.getByRole('link', { name: 'Your sign-in' }).click();
  await heading(page, 'Your sign-in');
  await page.getByRole('link', { name: /Show.*Where you are signed in/ }).click();
  await heading(page, 'Where you are signed in');
  await expect(page.getByRole('listitem').filter({ hasText: 'this one' })).toContainText(/Chrome on Linux|Unknown device/);
  if (test.info().project.name === 'hydrated') await accessible(page);
  await reflows(page);
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByRole('status')).toHaveText('All other sessions are ended');
  await other.goto('/customers');
  await heading(other, 'Sign in');
  await elsewhere.close();
});

test('another address is confirmed by a mail to it', async ({ page }) => {
  const mail = (name: string) => `${company(name).toLowerCase().replaceAll(' ', '-')}@acme.example`;
  const [old, fresh] = [mail('old'), mail('fresh')];
  await signIn(page, 'ada@acme.example', '/users/new');
  await page.getByLabel('Full name').fill('Moe Ved');
  await page.getByLabel('E-mail address').fill(old);
  await page.getByRole('button', { name: 'Create a user' }).click();
  await expect(page.getByRole('status')).toContainText('A mail with a link');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await followMail(page, old, 'Choose your password for Acme Telecom');
  await page.getByLabel('New password', { exact: true }).fill('nine green owls fly');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByLabel('Password').fill('nine green owls fly');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, /Good to see you, Moe/);

  await page.goto('/me');
  await page.getByRole('link', { name: /Change.*E-mail address/ }).click();
  await heading(page, 'Change e-mail address');
  await page.getByLabel('New e-mail address').fill(fresh);
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await problems(page, ['This is not your current password. Enter it again']);
  await expect(page.getByLabel('New e-mail address')).toHaveValue(fresh);
  if (test.info().project.name === 'hydrated') await accessible(page);
  await reflows(page);
  await page.getByLabel('Current password').fill('nine green owls fly');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('status')).toContainText(`A mail with a link is on its way to ${fresh}`);
  await followMail(page, fresh, 'Sign in with this address');
  await heading(page, 'Sign in with this address?');
  await page.getByRole('button', { name: 'Use this address' }).click();
  await heading(page, `From now on you sign in with ${fresh}`);
  await page.goto(`/dev/mail?to=${encodeURIComponent(old)}`);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'You sign in with another address now' })).toBeVisible({ timeout: 500 });
  }).toPass();
});
