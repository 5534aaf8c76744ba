// Customers of network services (S1): added, invited, and what becomes of their invitations.
import { accessible, company, country, expect, followMail, go, heading, problems, reflows, signIn, test } from '../fixtures/portico';

const hydrated = () => test.info().project.name === 'hydrated';

test('a customer is added without a mail (S1.1-S1.10)', async ({ page }) => {
  const name = company('Osprey');
  await signIn(page);
  await page.getByRole('link', { name: 'Add New Customer' }).click();
  await heading(page, 'Company and contacts');
  await expect(page.getByText('No mail is sent.')).toBeVisible();
  await page.getByLabel('Company name').fill(name);
  await country(page, 'Norway');
  await page.getByLabel('Street and number').fill('1 Kirkegata');
  await page.getByLabel('Postal code').fill('0153');
  await page.getByLabel('City').or(page.getByLabel('Post town')).filter({ visible: true }).first().fill('Oslo');
  await go(page);
  await problems(page, ['Enter the technical e-mail address']);
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByLabel('Technical e-mail address').fill('noc@osprey.example');
  await go(page);
  await heading(page, 'Check your answers');
  await expect(page.getByText('Paula Payable – billing@acme.example')).toBeVisible();
  await page.getByRole('button', { name: 'Add Customer' }).click();
  await heading(page, 'Your new customer has been added!');
  if (hydrated()) await accessible(page);
  await page.getByRole('link', { name: `Open ${name}` }).or(page.getByRole('link', { name })).first().click();
  await heading(page, name);
  await expect(page.getByText('Billing account').first()).toBeVisible();
  if (hydrated()) await accessible(page);
  await page.goto('/dev/mail?to=noc@osprey.example');
  await expect(page.getByRole('link', { name: /^http/ })).toHaveCount(0);
});

test('an invited contact creates the account; the open list of invitations shows it', async ({ page, browser }) => {
  test.slow();
  const name = company('Heron');
  const address = `${name.toLowerCase().replaceAll(' ', '-')}@heron.example`;
  await signIn(page, 'ada@acme.example', '/customers');
  await page.getByRole('link', { name: 'Invite New Customer' }).click();
  await heading(page, 'Whom do you invite?');
  await page.getByLabel('Company name').fill(name);
  await page.getByLabel('Contact name').fill('Grete Hahn');
  await page.getByLabel('Contact e-mail address').fill('grete@');
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await go(page);
  await problems(page, ['Write the contact e-mail address in the correct format, like name@example.com']);
  await expect(page.getByLabel('Company name')).toHaveValue(name);
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByLabel('Contact e-mail address').fill(address);
  await go(page);
  await heading(page, 'Check your answers');
  const mail = page.getByRole('region', { name: 'This mail is sent' });
  await expect(mail).toContainText('Guten Tag Grete Hahn,');
  await expect(mail).toContainText(`Acme Telecom lädt Sie zu ${name} ein`);
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByRole('button', { name: 'Send invite' }).click();
  await heading(page, 'Your invitation is on its way!');
  await page.getByRole('link', { name: 'See all invitations' }).click();
  await heading(page, 'Invites');
  const row = page.getByRole('row').filter({ hasText: address });
  await expect(row).toContainText('Pending');
  if (hydrated()) await accessible(page);
  await reflows(page);

  const elsewhere = await browser.newContext({ javaScriptEnabled: hydrated() });
  const other = await elsewhere.newPage();
  await followMail(other, address, `Acme Telecom lädt Sie zu ${name} ein`);
  // In the language of the mail, since she has chosen none.
  await heading(other, `Ada Acme lädt Sie zu ${name} ein`);
  await expect(other.getByLabel('Vollständiger Name')).toHaveValue('Grete Hahn');
  await other.getByLabel('Neues Passwort', { exact: true }).fill('neun rote eulen');
  await other.getByRole('button', { name: 'Annehmen und anmelden' }).click();
  await heading(other, name);
  await expect(other.getByText('Aktiv', { exact: true })).toBeVisible();

  // With the WASM by itself, without it by a reload.
  if (!hydrated()) await page.reload();
  await expect(row).toContainText('Accepted');
  await expect(row).toContainText('Sent');

  if (hydrated()) await accessible(other);
  await other.getByRole('link', { name: 'Ändern: Anschrift' }).click();
  await heading(other, 'Firma und Ansprechpersonen');
  await expect(other.getByText('mit Acme Telecom vereinbart')).toBeVisible();
  if (hydrated()) await accessible(other);
  await reflows(other);
  await elsewhere.close();
});

test('an invitation is taken back, and its link handed over before', async ({ page }) => {
  const name = company('Egret');
  const address = `${name.toLowerCase().replaceAll(' ', '-')}@egret.example`;
  await signIn(page, 'ada@acme.example', '/customers/invite');
  await page.getByLabel('Company name').fill(name);
  await page.getByLabel('Contact name').fill('Eve Egret');
  await page.getByLabel('Contact e-mail address').fill(address);
  await go(page);
  await heading(page, 'Check your answers');
  await page.getByRole('button', { name: 'Send invite' }).click();
  await heading(page, 'Your invitation is on its way!');
  await page.goto('/invites?state=pending');
  const row = page.getByRole('row').filter({ hasText: address });
  await row.getByRole('button', { name: 'Get the link Eve Egret' }).click();
  const shown = page.getByRole('status').filter({ hasText: `The link for ${address}` });
  await expect(shown).toContainText('/i/');
  if (hydrated()) await accessible(page);
  await reflows(page);
  await row.getByRole('button', { name: 'Revoke Eve Egret' }).click();
  await expect(page.getByRole('status')).toContainText(`The invitation of ${address} was taken back`);
  await page.goto('/invites?state=revoked');
  await expect(row).toContainText('Revoked');
});

test('billing accounts: made, preset, refused to be deleted', async ({ page }) => {
  const name = company('PO');
  const address = `${name.toLowerCase().replaceAll(' ', '-')}@acme.example`;
  await signIn(page, 'ada@acme.example', '/billing');
  await heading(page, 'Billing');
  if (hydrated()) await accessible(page);
  await page.getByRole('link', { name: 'Add a billing account' }).click();
  await heading(page, 'Add a billing account');
  await page.getByRole('button', { name: 'Save billing account' }).filter({ visible: true }).last().click();
  await expect(page.getByRole('alert')).toContainText('There is a problem');
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByLabel('Name or PO number').fill(name);
  await page.getByLabel('E-mail address').fill(address);
  await page.getByLabel('Street and number').fill('1 Main Street');
  await page.getByLabel('City').fill('Arlington');
  await page.getByLabel('State').selectOption('Virginia');
  await page.getByLabel('ZIP code').fill('22201');
  await page.getByLabel('Phone number').fill('(312) 555-0143');
  await page.getByRole('button', { name: 'Save billing account' }).last().click();
  await expect(page.getByRole('status')).toHaveText('The billing account is saved');
  await page.getByRole('link', { name: 'Paula Payable', exact: true }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('alert')).toContainText('cannot be deleted');
  await page.goto('/billing');
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('status')).toHaveText('The billing account is deleted');
});
