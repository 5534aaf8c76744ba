// The finder as a page: customers and places by what is typed, with and without the WASM.
import { expect, heading, reflows, signIn, test } from '../fixtures/portico';

const find = async (page: import('@playwright/test').Page, text: string) => {
  await page.getByRole('searchbox').fill(text);
  await page.getByRole('main').getByRole('button', { name: 'Find' }).click();
};

test('it leads to customers and to what can be done', async ({ page }) => {
  await signIn(page, 'ada@acme.example', '/go');
  await heading(page, 'Find');
  await reflows(page);
  await find(page, 'kestrel av');
  await expect(page.getByRole('status')).toHaveText('1 entry');
  await page.getByRole('link', { name: /Kestrel Aviation/ }).click();
  await heading(page, 'Kestrel Aviation');
  await page.goto('/go');
  await find(page, 'create');
  await page.getByRole('main').getByRole('link', { name: 'Create New Customer' }).click();
  await heading(page, 'Who is going to administrate the account?');
});

test('it offers nothing that the role does not allow, and says when there is nothing', async ({ page }) => {
  await signIn(page, 'rita@acme.example', '/go');
  await find(page, 'create');
  await expect(page.getByRole('status')).toHaveText('Nothing here is called “create”');
  await expect(page.getByRole('main').getByRole('link', { name: 'Create New Customer' })).toBeHidden();
  await expect(page.getByRole('searchbox')).toHaveValue('create');
});
