// A customer who finishes the sign-up alone and pays on the provider's page (S0.4, S0.6-S0.15); what a reseller is paid and charged.
import { CONTACT, accessible, address, company, expect, fill, followMail, go, heading, problems, ready, reflows, signIn, test } from '../fixtures/portico';
import type { Page } from '@playwright/test';

const hydrated = () => test.info().project.name === 'hydrated';
const PASSWORD = 'nine green owls fly';

/** Ada hands a customer's sign-up over; gives the address that the mail goes to. */
async function handOver(page: Page, name: string) {
  const email = `grace.${Date.now().toString(36)}.${test.info().project.name}.${process.pid}@lark.example`;
  await signIn(page);
  await page.goto('/customers/new');
  await ready(page);
  await page.getByLabel('The new customer').check();
  await go(page);
  await heading(page, 'Authorized contact and business information');
  await fill(page, { 'Company name': name, 'First name': 'Grace', 'E-mail address': email });
  await go(page);
  await heading(page, 'Address and service address');
  await go(page);
  await heading(page, 'Plan and payment');
  await page.getByLabel('Business').check();
  await go(page);
  await heading(page, 'Check your answers');
  await page.getByRole('button', { name: 'Create customer' }).click();
  await heading(page, 'Your new customer has been invited to finish the sign-up!');
  return email;
}

/** Grace follows the mail and chooses a password. */
async function activate(page: Page, email: string) {
  await followMail(page, email, 'Finish your sign-up with Acme Telecom');
  await page.getByLabel('Full name').fill('Grace Hopper');
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: /^Accept/ }).click();
  await expect(page.getByText('Your account awaits activation.')).toBeVisible();
}

/** She answers what is open, up to the check of all answers. */
async function answer(page: Page) {
  await page.getByRole('link', { name: 'Finish the sign-up' }).click();
  await heading(page, 'Your contact and business information');
  await expect(page.getByLabel('First name')).toHaveValue('Grace');
  await fill(page, { 'Last name (optional)': 'Hopper', 'Phone number': CONTACT['Phone number']! });
  await go(page);
  await heading(page, 'Address and service address');
  await address(page);
  await go(page);
  await heading(page, 'Terms');
  await expect(page.getByRole('region', { name: 'Terms' })).toContainText('Acme Telecom provides telephony');
  await go(page);
  await problems(page, ['Choose an answer: Do you agree to these terms?']);
  await page.getByLabel(/^I agree to version/).check();
  await go(page);
  await heading(page, 'Check your answers');
}

test('the customer finishes the sign-up alone, is declined, pays with another card, and the account is active', async ({ page, browser }) => {
  const name = company('Lark');
  const email = await handOver(page, name);
  await page.getByRole('link', { name: `Open ${name}` }).click();
  await heading(page, name);
  await expect(page.getByText('You cannot activate the account until they have')).toBeVisible();
  if (hydrated()) await accessible(page);
  await reflows(page);

  const elsewhere = await browser.newContext({ javaScriptEnabled: hydrated() });
  const grace = await elsewhere.newPage();
  await activate(grace, email);
  if (hydrated()) await accessible(grace);
  await answer(grace);
  await expect(grace.getByText('filled in by Ada Acme, Acme Telecom').first()).toBeVisible();
  await expect(grace.getByRole('region', { name: 'Due today' })).toContainText('USD 80.11');
  if (hydrated()) await accessible(grace);
  await reflows(grace);

  await grace.getByRole('button', { name: 'Pay and activate' }).click();
  await expect(grace.getByRole('heading', { level: 1, name: 'Pay USD 80.11' })).toBeVisible();
  await grace.getByLabel('Card number').fill('4000 0000 0000 0002');
  await grace.getByRole('button', { name: 'Pay' }).click();
  await expect(grace.getByRole('alert')).toContainText('declined');
  await grace.getByRole('link', { name: 'Back without paying' }).click();
  await heading(grace, 'Your payment of USD 80.11');
  await expect(async () => {
    await grace.reload();
    await expect(grace.getByText('Your card was declined')).toBeVisible({ timeout: 500 });
  }).toPass();
  if (hydrated()) await accessible(grace);
  await grace.getByRole('button', { name: 'Do not pay, change something' }).click();
  await heading(grace, 'Your plan');
  await expect(grace.getByText('Nothing was paid. Everything that you filled in is kept')).toBeVisible();
  await expect(grace.getByLabel('Business')).toBeChecked();
  await grace.getByLabel('Starter').check();
  await go(grace);
  await heading(grace, 'Check your answers');
  await grace.getByRole('button', { name: 'Pay and activate' }).click();
  await grace.getByLabel('Card number').fill('4000 0025 0000 3155');
  await grace.getByRole('button', { name: 'Pay' }).click();
  await grace.getByRole('button', { name: 'Confirm' }).click();
  await heading(grace, /^Your payment of USD\s20\.57/);
  await expect(grace.getByText('Your payment has arrived')).toBeVisible();
  if (hydrated()) await accessible(grace);
  await grace.getByRole('link', { name: 'To your account' }).click();
  await heading(grace, name);
  await expect(grace.getByText('Active', { exact: true })).toBeVisible();
  await grace.getByRole('link', { name: 'Statement' }).click();
  await heading(grace, 'Statement');
  await expect(grace.getByRole('row', { name: /Payment/ })).toContainText('USD 20.57');
  if (hydrated()) await accessible(grace);
  await reflows(grace);
  await page.reload();
  await expect(page.getByText('Active', { exact: true })).toBeVisible();
  await credit(grace);
  await payBack(page, name);
  await elsewhere.close();
});

/** Grace, who signed up, buys credit, has the card charged by itself, and has it forgotten. */
async function credit(grace: Page) {
  await grace.getByRole('link', { name: 'Credit and card' }).click();
  await heading(grace, 'Credit and card');
  await expect(grace.getByText('Visa ···· 3155 is kept.')).toBeVisible();
  await grace.getByRole('button', { name: 'Go on to the payment page' }).click();
  await problems(grace, ['Enter the amount']);
  if (hydrated()) await accessible(grace);
  await reflows(grace);
  await grace.getByLabel('Amount', { exact: true }).fill('20');
  await grace.getByRole('button', { name: 'Go on to the payment page' }).click();
  await expect(grace.getByRole('heading', { level: 1, name: 'Pay USD 20.00' })).toBeVisible();
  await grace.getByRole('button', { name: 'Pay' }).click();
  await expect(grace.getByText('Your payment has arrived')).toBeVisible();
  await grace.getByRole('link', { name: 'To your statement' }).click();
  await expect(grace.getByRole('row', { name: /Top-up/ })).toContainText('USD 20.00');
  await grace.getByRole('link', { name: 'Credit and card' }).click();
  await heading(grace, 'Credit and card');
  await expect(grace.getByText('This is your credit.')).toBeVisible();
  await grace.getByLabel('Credit threshold').fill('5');
  await grace.getByRole('button', { name: 'Save automatic top-up' }).click();
  await problems(grace, ['Say how much to charge, or leave the threshold empty']);
  await expect(grace.getByLabel('Credit threshold')).toHaveValue('5');
  await grace.getByLabel('Amount to charge').fill('25');
  await grace.getByRole('button', { name: 'Save automatic top-up' }).click();
  await expect(grace.getByRole('status')).toHaveText('The automatic top-up is saved.');
  await expect(grace.getByLabel('Amount to charge')).toHaveValue('25.00');
  if (hydrated()) await accessible(grace);
  await grace.getByRole('button', { name: 'Forget this card' }).click();
  await expect(grace.getByText('No card is kept.')).toBeVisible();
}

/** Ada pays the credit back that Grace bought. */
async function payBack(page: Page, name: string) {
  await page.reload();
  await heading(page, name);
  await page.getByRole('link', { name: 'Pay back Credit, USD 20.00' }).click();
  await heading(page, 'Pay back a payment');
  await expect(page.getByLabel('Amount to pay back')).toHaveValue('20.00');
  await page.getByLabel('Amount to pay back').fill('20.01');
  await page.getByRole('button', { name: 'Pay back' }).last().click();
  await problems(page, ['That is more than is left of this payment. Enter less']);
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByLabel('Amount to pay back').fill('7.50');
  await page.getByLabel('Reason').fill('Bought too much');
  await page.getByRole('button', { name: 'Pay back' }).last().click();
  await heading(page, name);
  await expect(page.getByText('The money is on its way to the card.')).toBeVisible();
  await expect(page.getByRole('row', { name: /Credit/ })).toContainText('USD 7.50 paid back');
  if (hydrated()) await accessible(page);
  await reflows(page);
}

test('the administrator takes a sign-up over and hands it back, and the customer reads whose move it is', async ({ page, browser }) => {
  const name = company('Turn');
  const email = await handOver(page, name);
  const elsewhere = await browser.newContext({ javaScriptEnabled: hydrated() });
  const grace = await elsewhere.newPage();
  await activate(grace, email);
  await page.getByRole('link', { name: `Open ${name}` }).click();
  await page.getByRole('button', { name: 'Take over' }).click();
  await heading(page, 'Your contact and business information');
  await fill(page, { 'Last name (optional)': 'Hopper', 'Phone number': CONTACT['Phone number']! });
  await go(page);
  await heading(page, 'Address and service address');
  await grace.reload();
  await expect(grace.getByText('Acme Telecom is filling in your sign-up for you just now.')).toBeVisible();
  await page.getByRole('button', { name: 'Save and come back later' }).click();
  await heading(page, name);
  await page.getByRole('button', { name: 'Hand over to the customer' }).click();
  await expect(page.getByRole('button', { name: 'Take over' })).toBeVisible();
  await grace.reload();
  await grace.getByRole('link', { name: 'Finish the sign-up' }).click();
  await heading(grace, 'Address and service address');
  await elsewhere.close();
});

test('settings: terms, tax and a gateway whose key is tested', async ({ page }) => {
  await signIn(page, 'bo@borealis.example', '/settings');
  await heading(page, 'Settings');
  await expect(page.getByText('No provider is connected.')).toBeVisible();
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByLabel('Secret key').fill('sk_test_revoked_0123456789');
  await page.getByLabel('Sandbox').check();
  await page.getByRole('button', { name: 'Test the key and connect' }).click();
  await expect(page.getByRole('alert').first()).toContainText(/Publish your terms first|does not know this secret key/);
  await page.getByLabel('Text of the terms').fill('  ');
  await page.getByRole('button', { name: /^Publish as version/ }).click();
  await expect(page.getByText('Text of the terms is missing. Enter it')).toBeVisible();
  if (hydrated()) await accessible(page);
  await page.goto('/customers/new');
  await ready(page);
  await expect(page.getByText('it needs a payment gateway, and none is connected')).toBeVisible();
});
