// "Create New Customer" (S0, option 2), as an administrator walks it.
import { CONTACT, address, choose, company, country, create, expect, fill, go, heading, problems, ready, signIn, test, toAddresses, toCheck, toContact, toPlan } from '../fixtures/portico';

test.beforeEach(async ({ page }) => signIn(page));

test('an administrator creates a customer and sees it in the list and on its page', async ({ page }) => {
  const name = company('Hopper Communications');
  await page.getByRole('link', { name: 'Create New Customer' }).first().click();
  await heading(page, 'Who is going to administrate the account?');
  await expect(page.getByRole('radio')).toHaveCount(2);
  await expect(page.getByLabel('Me, the White Label administrator')).toBeChecked();
  await expect(page.getByText('it needs a payment gateway')).toBeHidden();
  await go(page);

  await heading(page, 'Authorized contact and business information');
  await expect(page).toHaveTitle(/^Step 2 of 5: Authorized contact/);
  await fill(page, { 'Company name': name, ...CONTACT });
  await go(page);

  await heading(page, 'Address and service address');
  await address(page);
  await expect(page.getByLabel('Yes')).toBeChecked();
  await go(page);

  await heading(page, 'Plan and payment');
  await expect(page.getByText('USD 49.00 a month, set-up USD 25.00 once')).toBeVisible();
  await page.getByLabel('Business').check();
  await go(page);

  await heading(page, 'Check your answers');
  await expect(page.getByText('Nothing has been made or charged yet')).toBeVisible();
  await expect(page.getByText('Acme Telecom is charged USD 25.00 for the set-up now and USD 49.00 every month.')).toBeVisible();
  await expect(page.getByText('Not provided')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Create customer' }).click();

  await heading(page, 'Your new customer has been successfully created!');
  for (const next of ['Add an existing user', 'Create a new user', 'Invite users by e-mail']) await expect(page.getByText(next)).toBeVisible();
  await page.getByRole('link', { name: 'Create a new user' }).click();
  await heading(page, 'Create a user');
  await page.goBack();
  await page.reload();
  await heading(page, 'Your new customer has been successfully created!');
  await ready(page);
  await page.getByRole('link', { name: 'All customers' }).click();

  await heading(page, 'Customers');
  const row = page.getByRole('row', { name });
  await expect(row).toContainText('Grace Hopper');
  await expect(row).toContainText('Active');
  await expect(row).toContainText('Reseller');
  await row.getByRole('link', { name }).click();
  await heading(page, name);
  await expect(page.getByText('USD 49.00')).toBeVisible();
  await expect(page.getByText('ada@acme.example')).toBeVisible();
});

test('every empty step says what is missing, and the sentences lead to the fields', async ({ page }) => {
  await toContact(page);
  await go(page);
  await problems(page, ['Enter the company name', 'Enter the first name', 'Enter the e-mail address', 'Enter the phone number']);
  const field = page.getByLabel('Company name');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/Error: Enter the company name/);
  await page.getByRole('link', { name: 'Enter the e-mail address' }).click();
  await expect(page.getByLabel('E-mail address')).toBeFocused();

  await fill(page, { 'Company name': company('Missing'), ...CONTACT });
  await go(page);
  await heading(page, 'Address and service address');
  await go(page);
  await problems(page, ['Enter the street and number', 'Enter the city or town', 'Choose an answer: State', 'Enter the ZIP code']);
});

test('wrong answers stay where they were typed, beside the sentence that says the cure', async ({ page }) => {
  await toContact(page);
  const long = 'x'.repeat(200);
  await fill(page, { 'Company name': long, 'First name': '   ', 'Last name (optional)': "O'Brien <b>", 'E-mail address': 'grace at example', 'Phone number': 'call me' });
  await go(page);
  await problems(page, [
    'Company name must be 160 characters or fewer',
    'Enter the first name',
    'Write the e-mail address in the correct format, like name@example.com',
    'Write the phone number in the correct format, like +1 415 555 0132',
  ]);
  await expect(page.getByLabel('Company name')).toHaveValue(long);
  await expect(page.getByLabel('E-mail address')).toHaveValue('grace at example');
  await expect(page.getByLabel('Last name')).toHaveValue("O'Brien <b>");
});

for (const text of ['Ωμέγα Τηλεπικοινωνίες', 'شركة الاتصالات', '中文公司', '👩‍🚀 & <script>alert(1)</script>', "'; drop table customers; --"]) {
  test(`the name ${text} is taken as it is`, async ({ page }) => {
    const name = `${text} ${company('')}`;
    await create(page, name);
    await page.goto('/customers');
    await expect(page.getByRole('link', { name })).toBeVisible();
  });
}

test('a name that reads otherwise than it is written is refused, one of look-alike letters doubted', async ({ page }) => {
  await toContact(page);
  await fill(page, { 'Company name': 'a\u202eb', ...CONTACT, 'First name': 'Gr\u0430ce' });
  await go(page);
  await problems(page, [
    'Company name holds characters that cannot be shown. Type it anew instead of pasting it',
    'First name looks like a mistake. Correct it, or confirm that it is meant like this',
  ]);
  await fill(page, { 'Company name': company('Look Alike') });
  await page.getByLabel('Use “Gr\u0430ce” anyway').check();
  await go(page);
  await heading(page, 'Address and service address');
});

test('the plan must be chosen', async ({ page }) => {
  await toPlan(page, company('Plan'));
  await go(page);
  await problems(page, ['Choose an answer: Plan']);
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await heading(page, 'Address and service address');
});

test('without a payment gateway the customer cannot finish the sign-up, and it is said why on the spot', async ({ page, context }) => {
  await context.clearCookies();
  await signIn(page, 'bo@borealis.example', '/customers/new');
  await heading(page, 'Who is going to administrate the account?');
  await expect(page.getByText('it needs a payment gateway, and none is connected')).toBeVisible();
  await page.getByLabel('The new customer').check({ force: true });
  await go(page);
  await problems(page, ['That answer cannot be used yet. Choose another one: Who is going to administrate the account?']);
});

test('another service address is asked for, and asked for in full', async ({ page }) => {
  await toAddresses(page, company('Two Places'));
  await country(page, 'Norway');
  await fill(page, { 'Street and number': '1 Kirkegata', 'Postal code': '0153', 'Post town': 'Oslo' });
  await page.getByLabel('No', { exact: true }).check();
  await go(page);
  await problems(page, ['Enter the street and number', 'Enter the city or town', 'Choose an answer: State', 'Enter the ZIP code']);
  await country(page, 'Sweden', 1);
  await page.getByLabel('Street and number').nth(1).fill('2 Storgatan');
  await page.getByLabel('Postal code').nth(1).fill('211 34');
  await page.getByLabel('Post town').nth(1).fill('Malmö');
  await go(page);
  await heading(page, 'Plan and payment');
  await page.getByLabel('Starter').check();
  await go(page);
  await expect(page.getByText('Malmö')).toBeVisible();
});

test('each part of an address keeps its own text when the country changes', async ({ page }) => {
  await toAddresses(page, company('Kestrel'));
  await country(page, 'United States');
  await fill(page, { 'Street and number': '1 Main Street', 'City or town': 'San Francisco', 'ZIP code': '94108' });
  for (const [name, city, code] of [['Germany', 'City or town', 'Postal code'], ['Norway', 'Post town', 'Postal code'], ['Hungary', 'City or town', 'Postal code'], ['United States', 'City or town', 'ZIP code']] as const) {
    await country(page, name);
    await expect(page.getByLabel(city, { exact: true }).filter({ visible: true }).first()).toHaveValue(/san francisco/i);
    await expect(page.getByLabel(code).filter({ visible: true }).first()).toHaveValue('94108');
    await expect(page.getByLabel('Street and number').first()).toHaveValue('1 Main Street');
  }
});

test('an address is asked as its country writes it, and what was typed stays', async ({ page }) => {
  await toAddresses(page, company('World'));
  await country(page, 'Japan');
  await fill(page, { 'Street and number': '1-1 Chiyoda', 'Postal code': '100-0001' });
  await choose(page.getByRole('combobox', { name: 'Prefecture', exact: true }), 'Tokyo (東京都)');
  await expect(page.getByLabel('City or town').filter({ visible: true })).toHaveCount(0);
  await country(page, 'United Kingdom');
  await expect(page.getByLabel('Street and number').first()).toHaveValue('1-1 Chiyoda');
  await expect(page.getByLabel('Postal code', { exact: true }).first()).toHaveValue('100-0001');
  await expect(page.getByLabel('Prefecture')).toBeHidden();
  await fill(page, { 'Post town': 'Leeds' });
  await go(page);
  await problems(page, ['Postal code does not look like EC1Y 8SY. Correct it, or confirm that it is meant like this']);
  await page.getByLabel('Use “100-0001” anyway').check();
  await go(page);
  await heading(page, 'Plan and payment');
  await page.getByLabel('Starter').check();
  await go(page);
  await heading(page, 'Check your answers');
  await expect(page.getByText('100-0001')).toBeVisible();
  await page.getByRole('link', { name: 'Change Postal code' }).click();
  await heading(page, 'Address and service address');
  await expect(page.getByLabel('Use “100-0001” anyway')).toBeChecked();
  await fill(page, { 'Postal code': 'ls1 1ba' });
  await go(page);
  await heading(page, 'Check your answers');
});

test('on a wide screen the steps, the form under its heading, and the summary stand side by side', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await toContact(page);
  const left = async (of: ReturnType<typeof page.getByRole>) => (await of.boundingBox())?.x ?? NaN;
  const head = await left(page.getByRole('heading', { level: 1 }));
  expect(await left(page.getByLabel('Company name'))).toBe(head);
  expect(await left(page.getByRole('navigation', { name: 'Steps' }))).toBeLessThan(head);
  const summary = page.getByRole('complementary', { name: 'So far' });
  expect(await left(summary)).toBeGreaterThan(head + 400);
  const box = await summary.boundingBox();
  const form = await page.getByLabel('Company name').boundingBox();
  expect(form?.y, 'the form does not wait for the end of the summary').toBeLessThan((box?.y ?? 0) + (box?.height ?? 0));
});

test('a misspelt mail domain and a number that no plan has are doubted, and may be confirmed', async ({ page }) => {
  await toContact(page);
  await fill(page, { 'Company name': company('Doubt'), ...CONTACT, 'E-mail address': 'grace@gmial.com', 'Phone number': '+1 111 555 0132' });
  await go(page);
  await problems(page, [
    'E-mail address looks like a mistake. Correct it, or confirm that it is meant like this',
    'Phone number looks like a mistake. Correct it, or confirm that it is meant like this',
  ]);
  await page.getByRole('button', { name: 'Use grace@gmail.com instead' }).click();
  await expect(page.getByLabel('E-mail address')).toHaveValue('grace@gmail.com');
  await page.getByLabel('Use “+1 111 555 0132” anyway').check();
  await go(page);
  await heading(page, 'Address and service address');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await heading(page, 'Authorized contact and business information');
  await expect(page.getByLabel('E-mail address')).toHaveValue('grace@gmail.com');
  // As people of the reseller's country write it, which bills are preset to go to; kept so that it stays this number wherever they go.
  await fill(page, { 'Phone number': '(415) 555-0132 ext. 12' });
  await go(page);
  await heading(page, 'Address and service address');
  await country(page, 'Norway');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await heading(page, 'Authorized contact and business information');
  await expect(page.getByLabel('Phone number')).toHaveValue('+1 415-555-0132 ext. 12');
});

test('it is said of a number that nobody checked it', async ({ page }) => {
  const name = company('Unchecked');
  await toContact(page);
  await fill(page, { 'Company name': name, ...CONTACT });
  await page.getByLabel('Registration number').fill('A-77 / 1');
  await go(page);
  await heading(page, 'Address and service address');
  await address(page);
  await go(page);
  await heading(page, 'Plan and payment');
  await page.getByLabel('Business').check();
  await go(page);
  await heading(page, 'Check your answers');
  await expect(page.getByText('Not checked: we know no rule for numbers of this country.')).toBeVisible();
  await page.getByRole('button', { name: 'Create customer' }).click();
  await heading(page, 'Your new customer has been successfully created!');
  await page.goto('/customers');
  await page.getByRole('link', { name }).click();
  await expect(page.getByText('A-77 / 1 · Not checked')).toBeVisible();
});

test('a change from the check page leads back to it', async ({ page }) => {
  await toCheck(page, company('Change'));
  await page.getByRole('link', { name: 'Change City or town' }).click();
  await heading(page, 'Address and service address');
  await ready(page);
  await page.getByLabel('City or town').first().fill('Richmond');
  await go(page);
  await heading(page, 'Check your answers');
  await expect(page.getByText('Richmond')).toBeVisible();
});

test('a name that is taken lands on its field', async ({ page }) => {
  const name = company('Twin');
  await create(page, name);
  await toContact(page);
  await fill(page, { 'Company name': name.toUpperCase(), ...CONTACT });
  await go(page);
  await problems(page, ['Company name is in use by another customer of yours. Enter a different one']);
  await expect(page.getByLabel('Company name')).toHaveValue(name.toUpperCase());
});

test('a draft waits, and is resumed on another device', async ({ page, browser }) => {
  const name = company('Later');
  await toContact(page);
  await fill(page, { 'Company name': name, 'First name': 'Grace' });
  await page.getByRole('button', { name: 'Save and come back later' }).click();
  await heading(page, 'Drafts');
  await expect(page.getByRole('row', { name })).toContainText('just now');

  const elsewhere = await browser.newContext({ javaScriptEnabled: test.info().project.name !== 'plain' });
  const other = await elsewhere.newPage();
  await signIn(other, 'ada@acme.example', '/drafts');
  await other.getByRole('link', { name: `Resume ${name}` }).click();
  await heading(other, 'Authorized contact and business information');
  await expect(other.getByLabel('Company name')).toHaveValue(name);
  await expect(other.getByLabel('First name')).toHaveValue('Grace');
  await elsewhere.close();
});

test('cancelling asks first', async ({ page }) => {
  const name = company('Cancelled');
  await toAddresses(page, name);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await heading(page, 'Discard this draft?');
  await page.getByRole('link', { name: 'Keep it and go back' }).click();
  await heading(page, 'Address and service address');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await heading(page, 'Drafts');
  await expect(page.getByText(name)).toBeHidden();
});

test('two tabs that change the same answers get both to choose from, never a silent overwrite', async ({ page, context }) => {
  await toContact(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  const [mine, theirs] = [company('Mine'), company('Theirs')];
  await fill(other, { 'Company name': theirs, ...CONTACT });
  await go(other);
  await heading(other, 'Address and service address');

  await fill(page, { 'Company name': mine, ...CONTACT });
  await go(page);
  await heading(page, 'Two versions of the same answers');
  await expect(page.getByText(mine)).toBeVisible();
  await page.getByLabel(`Saved meanwhile: ${theirs}`).check();
  await page.getByRole('button', { name: 'Keep the chosen answers' }).click();
  await heading(page, 'Address and service address');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(page.getByLabel('Company name')).toHaveValue(theirs);
});

test('whoever was signed out meanwhile comes back to what they typed', async ({ page, context }) => {
  const name = company('Signed Out');
  await toContact(page);
  await fill(page, { 'Company name': name, ...CONTACT });
  const session = (await context.cookies()).find((cookie) => cookie.name === '__Host-session');
  expect(session).toBeDefined();
  await context.clearCookies({ name: '__Host-session' });
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You were signed out' })).toBeVisible();
  const tab = await context.newPage();
  await tab.goto('/sign-in');
  await tab.getByLabel('E-mail address').fill('ada@acme.example');
  await tab.getByLabel('Password').fill('demo-portico-2026');
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(tab, /./);
  await page.getByRole('button', { name: 'Try again' }).click();
  await heading(page, 'Address and service address');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await heading(page, 'Authorized contact and business information');
  await expect(page.getByLabel('Company name')).toHaveValue(name);
});

test('a later step cannot be opened before the earlier ones are right', async ({ page }) => {
  await toContact(page);
  await page.goto(page.url().replace('/contact', '/plan'));
  await heading(page, 'Authorized contact and business information');
  await page.goto(page.url().replace('/contact', '/check'));
  await heading(page, 'Authorized contact and business information');
});

test('browser Back shows the step before as it was left', async ({ page }) => {
  const name = company('Back');
  await toAddresses(page, name);
  await page.goBack();
  await heading(page, 'Authorized contact and business information');
  await expect(page.getByLabel('Company name')).toHaveValue(name);
});
