// The pages of users are accessible and narrow enough, in every state.
import { accessible, expect, heading, reflows, signIn, test } from '../fixtures/portico';

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

test('a customer’s own pages', async ({ page }) => {
  await signIn(page, 'cora@kestrel.example');
  for (const address of ['/', '/users', '/users/new']) {
    await page.goto(address);
    await accessible(page);
    await reflows(page);
  }
});
