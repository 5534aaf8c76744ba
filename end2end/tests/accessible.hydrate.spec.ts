// axe finds nothing on any page, empty, in error and filled, in light and dark; and nothing scrolls sideways at 320 px.
import { CONTACT, accessible, company, create, fill, go, heading, problems, reflows, ready, signIn, test, toAddresses, toCheck, toContact, toPlan } from '../fixtures/portico';

// axe looks at some forty states, each in light and dark.
test.beforeEach(() => test.setTimeout(240_000));

test('sign-in', async ({ page }) => {
  await page.goto('/sign-in');
  await accessible(page);
  await reflows(page);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await accessible(page);
});

test('dashboard, customers, drafts and a customer', async ({ page }) => {
  await signIn(page);
  const name = company('Accessible '.repeat(9).trim());
  await create(page, name.slice(-160));
  await accessible(page);
  await reflows(page);
  for (const address of ['/', '/customers', '/customers?q=nothing', '/drafts']) {
    await page.goto(address);
    await ready(page);
    await accessible(page);
    await reflows(page);
  }
  await page.goto('/customers');
  await page.getByRole('link', { name: name.slice(-160) }).click();
  await heading(page, name.slice(-160));
  await accessible(page);
  await reflows(page);
});

test('lists for a role that may not create', async ({ page }) => {
  await signIn(page, 'rita@acme.example', '/customers');
  await accessible(page);
  await reflows(page);
  await page.goto('/customers/new');
  await accessible(page);
});

test('every step, empty, in error and filled', async ({ page }) => {
  await signIn(page, 'bo@borealis.example', '/customers/new');
  await heading(page, 'Who is going to administrate the account?');
  await page.getByLabel('The new customer').check({ force: true });
  await go(page);
  await problems(page, ['That answer cannot be used yet. Choose another one: Who is going to administrate the account?']);
  await accessible(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page);
  await page.goto('/customers/new');
  await ready(page);
  await accessible(page);
  await reflows(page);

  await toContact(page);
  await accessible(page);
  await reflows(page);
  await go(page);
  await problems(page, ['Enter the company name', 'Enter the first name', 'Enter the e-mail address', 'Enter the phone number']);
  await accessible(page);
  await reflows(page);
  await fill(page, { 'Company name': company('Axe'), ...CONTACT });
  await accessible(page);

  await toAddresses(page, company('Axe'));
  await page.getByLabel('No', { exact: true }).check();
  await go(page);
  await accessible(page);
  await reflows(page);

  await toPlan(page, company('Axe'));
  await accessible(page);
  await go(page);
  await accessible(page);
  await reflows(page);

  await toCheck(page, company('Axe'));
  await accessible(page);
  await reflows(page);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await heading(page, 'Discard this draft?');
  await accessible(page);
});
