// Who gets where: signing in and out, roles, other tenants, pages that are not there.
import { PASSWORD, company, create, expect, heading, signIn, test } from '../fixtures/portico';

test('unknown address and wrong password get the same words, and the address stays', async ({ page }) => {
  const words: (string | null)[] = [];
  for (const who of ['nobody@acme.example', 'rita@acme.example']) {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(who);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveTitle(/^Error: Sign in/);
    words.push(await page.getByRole('alert').textContent());
    await expect(page.getByLabel('E-mail address')).toHaveValue(who);
    await expect(page.getByLabel('Password')).toHaveValue('');
    expect(page.url()).not.toContain('acme');
  }
  expect(words[0]).toContain('do not go together');
  expect(words[0]).toBe(words[1]);
});

test('nothing typed into the sign-in page says what to enter', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Enter your e-mail address');
});

test('a page that was asked for before signing in comes after it, and signing out ends it', async ({ page }) => {
  await signIn(page, 'ada@acme.example', '/customers?q=kes');
  await heading(page, 'Customers');
  await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');
  await page.goto('/customers');
  await heading(page, 'Sign in');
});

test('sign-in never leads to another site', async ({ page }) => {
  await page.goto('/sign-in?next=https://evil.example/');
  await page.getByLabel('E-mail address').fill('ada@acme.example');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, /Good to see you/);
});

for (const who of ['max', 'sam', 'rita']) {
  test(`${who} sees the customers, and why the button does not work`, async ({ page }) => {
    await signIn(page, `${who}@acme.example`, '/customers');
    await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
    const button = page.getByRole('button', { name: 'Create New Customer' });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleDescription(/Only administrators can create customers/);
    const answer = await page.goto('/customers/new');
    expect(answer?.status()).toBe(403);
    await heading(page, 'Your role does not allow this');
  });
}

test("another reseller's customer and draft are not there", async ({ page, browser }) => {
  await signIn(page);
  const name = company('Only Acme');
  await create(page, name);
  await page.getByRole('link', { name: `Open ${name}` }).click();
  await heading(page, name);
  const address = page.url();

  const elsewhere = await browser.newContext({ javaScriptEnabled: test.info().project.name !== 'plain' });
  const other = await elsewhere.newPage();
  await signIn(other, 'bo@borealis.example', '/customers');
  await expect(other.getByText(name)).toBeHidden();
  expect((await other.goto(address))?.status()).toBe(404);
  await heading(other, 'Page not found');
  await elsewhere.close();
});

test('an address with nothing behind it is a page that says so', async ({ page }) => {
  await signIn(page);
  for (const address of ['/nothing', '/customers/not-an-id', '/customers/new/not-a-draft/contact', '/customers/new/019a0000-0000-7000-8000-000000000000/contact']) {
    expect((await page.goto(address))?.status(), address).toBe(404);
    await heading(page, 'Page not found');
  }
});

test('customers are found by any part of their names, contacts and numbers', async ({ page }) => {
  await signIn(page);
  await page.goto('/customers');
  await page.getByLabel('Find by name, email, phone or account number').fill('KESTREL av');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
  await page.getByLabel('Find by name, email, phone or account number').fill('trel avia');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
  for (const text of ['cora@kestrel', '(415) 555-0132', 'késtrel AVIATIÓN']) {
    await page.getByLabel('Find by name, email, phone or account number').fill(text);
    await page.getByRole('button', { name: 'Find' }).click();
    await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
  }
  await page.getByLabel('Find by name, email, phone or account number').fill('nobody is called this');
  await page.getByRole('button', { name: 'Find' }).click();
  await expect(page.getByRole('heading', { name: 'No customer found for “nobody is called this”' })).toBeVisible();
  await page.getByRole('link', { name: 'Show all' }).click();
  await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
});

test('a reseller without customers is invited to start', async ({ page }) => {
  await signIn(page, 'bo@borealis.example', '/customers');
  await expect(page.getByRole('heading', { name: 'No customers yet' })).toBeVisible();
});
