// The pages around mails are accessible: axe needs scripts.
import { accessible, company, expect, followMail, heading, signIn, test } from '../fixtures/portico';

test('asking, choosing, inviting and accepting are accessible in every state', async ({ page }) => {
  test.setTimeout(240_000);
  const email = `${company('axe').toLowerCase().replaceAll(' ', '-')}@acme.example`;
  await page.goto('/forgot');
  await accessible(page);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await heading(page, 'Choose a new password');
  await accessible(page);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await heading(page, 'Check your mail');
  await accessible(page);
  await page.goto('/reset');
  await heading(page, 'This link does not work');
  await accessible(page);
  await signIn(page, 'ada@acme.example', '/users/invite');
  await accessible(page);
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await accessible(page);
  await page.getByLabel('E-mail addresses').fill(email);
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await heading(page, 'Users');
  await accessible(page);
  await followMail(page, email, 'Ada Acme invites you to Acme Telecom');
  await expect(page.getByText('You are signed in as Ada Acme')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await heading(page, 'Ada Acme invites you to Acme Telecom');
  await accessible(page);
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await accessible(page);
  await page.goto('/dev/mail');
  await accessible(page);
});
