// What comes by mail: a forgotten password, invitations, links to choose a password. The mail is real; it is caught on this machine.
import { company, expect, followMail, heading, problems, reflows, signIn, test } from '../fixtures/portico';

const address = (name: string) => `${company(name).toLowerCase().replaceAll(' ', '-')}@acme.example`;
const PASSWORD = 'nine green owls fly';

async function invite(page: import('@playwright/test').Page, emails: string) {
  await page.goto('/users');
  await page.getByRole('link', { name: 'Invite users' }).click();
  await heading(page, 'Invite users');
  await page.getByLabel('E-mail addresses').fill(emails);
  await page.getByRole('radio', { name: 'Manager' }).check();
  await page.getByRole('button', { name: 'Send invitations' }).click();
}

test('somebody is invited, accepts, and is in', async ({ page }) => {
  const email = address('invited');
  await signIn(page);
  await invite(page, email);
  await expect(page.getByRole('status')).toHaveText(`The invitation is on its way to ${email}`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await followMail(page, email, 'Ada Acme invites you to Acme Telecom');
  await heading(page, 'Ada Acme invites you to Acme Telecom');
  expect(page.url()).toMatch(/\/i$/);
  await reflows(page);
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await problems(page, ['Enter the full name', 'Enter the new password']);
  await page.getByLabel('Full name').fill('Ines Ito');
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await heading(page, /Good to see you, Ines/);
  // The link works once.
  await page.goto(`/dev/mail?to=${encodeURIComponent(email)}`);
  await page.getByRole('link', { name: /^http/ }).first().click();
  await heading(page, 'This link does not work');
  await expect(page.getByText('It was used already')).toBeVisible();
});

test('many are invited at once, and what is wrong with one of them is said', async ({ page }) => {
  const [one, two] = [address('one'), address('two')];
  await signIn(page);
  await invite(page, `${one}, somebody, ${two}`);
  await problems(page, ['Number 2 of the e-mail addresses is none. Correct it, or take it out']);
  await expect(page.getByLabel('E-mail addresses')).toHaveValue(`${one}, somebody, ${two}`);
  await page.getByLabel('E-mail addresses').fill(`${one}\n${two}\nmax@acme.example`);
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await problems(page, ['Number 3 of the e-mail addresses is a user here already. Take it out']);
  await page.getByLabel('E-mail addresses').fill(`${one}\nTwo <${two}>`);
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect(page.getByRole('status')).toHaveText('2 invitations are on their way');
  const row = page.getByRole('row', { name: new RegExp(one) });
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText('Sent', { timeout: 500 });
  }).toPass();
  await page.getByRole('button', { name: `Send again ${one}` }).click();
  await expect(page.getByRole('status')).toHaveText(`The invitation is on its way to ${one}`);
  await page.getByRole('button', { name: `Take back ${one}` }).click();
  await expect(page.getByRole('status')).toHaveText(`The invitation of ${one} was taken back`);
  await expect(row).toBeHidden();
});

test('the list says why a mail was not sent', async ({ page }) => {
  const email = `${address('no').split('@')[0]}@refused.example`;
  await signIn(page);
  await invite(page, email);
  const row = page.getByRole('row', { name: new RegExp(email) });
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText('Not sent: ', { timeout: 500 });
  }).toPass();
  await expect(row).toContainText('Mailbox unavailable');
});

test('a created user chooses a password by a mailed link, and forgets it', async ({ page }) => {
  const email = address('linked');
  await signIn(page, 'ada@acme.example', '/users/new');
  await page.getByLabel('Full name').fill('Lin Ked');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Create a user' }).click();
  await expect(page.getByRole('status')).toHaveText('A mail with a link is on its way to Lin Ked');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await followMail(page, email, 'Choose your password for Acme Telecom');
  await heading(page, 'Choose your password');
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await problems(page, ['New password must be 12 characters or more']);
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await heading(page, 'Sign in');
  await expect(page.getByRole('status')).toHaveText('Your new password is saved. Sign in with it');
  await expect(page.getByLabel('E-mail address')).toHaveValue(email);

  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await heading(page, 'Choose a new password');
  await page.getByLabel('E-mail address').fill('nowhere');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(/correct format, like name@example.com/);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await heading(page, 'Check your mail');
  await expect(page.getByText(email)).toBeVisible();
  await page.getByRole('button', { name: 'Send it again' }).click();
  await heading(page, 'Check your mail');
  // The link of the newer mail counts.
  await expect(async () => {
    await page.goto(`/dev/mail?to=${encodeURIComponent(email)}`);
    await expect(page.getByRole('heading', { name: 'Choose a new password' })).toHaveCount(2, { timeout: 500 });
  }).toPass();
  await followMail(page, email, 'Choose a new password');
  await page.getByLabel('New password', { exact: true }).fill('ten green owls fly');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByLabel('Password').fill('ten green owls fly');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, /Good to see you, Lin/);
});
