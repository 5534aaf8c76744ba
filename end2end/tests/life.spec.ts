// The life of a customer: suspended, resumed and closed by an administrator, with and without JavaScript.
import { accessible, company, create, expect, heading, problems, reflows, signIn, test } from '../fixtures/portico';

const hydrated = () => test.info().project.name === 'hydrated';

test('a customer is suspended, resumed and closed', async ({ page }) => {
  const name = company('Wren');
  await signIn(page);
  await create(page, name);
  await page.goto('/customers');
  await page.getByRole('link', { name }).click();
  await heading(page, name);
  await page.getByRole('link', { name: 'Suspend or close' }).click();
  await heading(page, `Suspend or close ${name}`);
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByLabel('Reason').fill('Two invoices are not paid.');
  await page.getByRole('button', { name: 'Suspend customer' }).last().click();
  await heading(page, name);
  await expect(page.getByRole('status')).toHaveText(`${name} is suspended.`);
  await expect(page.getByText('Suspended', { exact: true })).toBeVisible();
  if (hydrated()) await accessible(page);

  await page.getByRole('link', { name: 'Resume or close' }).click();
  if (hydrated()) await accessible(page);
  await page.getByRole('button', { name: 'Resume customer' }).click();
  await expect(page.getByRole('status')).toHaveText(`${name} is active again.`);

  await page.getByRole('link', { name: 'Suspend or close' }).click();
  await page.getByLabel('Name of the customer').fill('Another one');
  await page.getByRole('button', { name: 'Close customer' }).last().click();
  await problems(page, ['Name of the customer is another one. Type it as it stands at the top of this page']);
  await expect(page.getByLabel('Name of the customer')).toHaveValue('Another one');
  if (hydrated()) await accessible(page);
  await page.getByLabel('Name of the customer').fill(name.toUpperCase());
  await page.getByRole('button', { name: 'Close customer' }).last().click();
  await heading(page, name);
  await expect(page.getByRole('status')).toHaveText(`${name} is closed.`);
  await expect(page.getByRole('link', { name: 'Suspend or close' })).toBeHidden();
  // The name is free for another customer.
  await create(page, name);
});
