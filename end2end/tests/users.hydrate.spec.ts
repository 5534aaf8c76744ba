// The pages of users are accessible and narrow enough, in every state.
import { accessible, enter, expect, heading, reflows, signIn, someone, test } from '../fixtures/portico';

test('users', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, 'ada@acme.example', '/users');
  for (const [address, title] of [['/users', 'Users'], ['/users/new', 'Create a user'], ['/users/add', 'Add an existing user'], ['/me/password', 'Change password'], ['/switch', 'Switch account'], ['/audit', 'Audit'], ['/audit?who=nobody', 'Audit']]) {
    await page.goto(address);
    await heading(page, title);
    await accessible(page);
    await reflows(page);
    const send = page.locator('.page-form').getByRole('button');
    if (await send.count()) {
      await send.last().click();
      await expect(page).toHaveTitle(/^Error: /);
      await accessible(page);
    }
  }
  await page.goto('/users');
  await page.getByRole('link', { name: 'Max Acme' }).click();
  await heading(page, 'Max Acme');
  await accessible(page);
  await reflows(page);
});

test('a page of an account that its reader has left says so', async ({ page, context }) => {
  await signIn(page);
  const made = await someone(page, 'Tia Two', 'Support');
  await page.goto('/customers?q=kestrel av');
  await page.getByRole('link', { name: 'Kestrel Aviation' }).click();
  await page.getByRole('link', { name: 'Users', exact: true }).last().click();
  await page.getByRole('link', { name: 'Add an existing user' }).click();
  await page.getByLabel('E-mail address').fill(made.email);
  await page.getByRole('radio', { name: 'Billing' }).check();
  await page.getByRole('button', { name: 'Add an existing user' }).click();
  await expect(page.getByRole('status')).toHaveText('Tia Two gets an e-mail, and can act here after accepting the invitation');
  await enter(page, made.email, made.password);
  await page.getByLabel('Current password').fill(made.password);
  await page.getByLabel('New password', { exact: true }).fill('nine green owls fly');
  await page.getByRole('button', { name: 'Change password' }).click();
  await heading(page, /Good to see you/);
  await page.goto('/customers');
  await expect(page.locator('html[data-desk]')).toBeAttached();
  const other = await context.newPage();
  await other.goto(`/dev/mail?to=${encodeURIComponent(made.email)}`);
  await other.getByRole('link', { name: /^http/ }).first().click();
  await other.getByRole('button', { name: 'Accept' }).click();
  await heading(other, 'Kestrel Aviation');
  const look = () => page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await look();
  await expect(page.getByRole('status')).toContainText('In another tab you went on to Kestrel Aviation');
  await accessible(page);
  await reflows(page);
  await other.goto('/switch');
  await other.getByRole('button', { name: /Acme Telecom\s*Support/ }).click();
  await heading(other, /Good to see you/);
  await look();
  await expect(page.getByText('In another tab you went on to')).toBeHidden();
});

test('a customer’s own pages', async ({ page }) => {
  await signIn(page, 'cora@kestrel.example');
  for (const address of ['/', '/users', '/users/new']) {
    await page.goto(address);
    await accessible(page);
    await reflows(page);
  }
});
