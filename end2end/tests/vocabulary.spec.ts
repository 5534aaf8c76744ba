// The sheet of reference: every kind of answer as a field. What it shows here, every flow has.
import { PASSWORD, accessible, choose, expect, fill, go, heading, problems, ready, reflows, signIn, test } from '../fixtures/portico';

const SHEET = '/dev/vocabulary';
const hydrated = () => test.info().project.name === 'hydrated';

test.beforeEach(async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page);
});

for (const state of ['empty', 'filled', 'faulty', 'disabled']) {
  test(`every widget stands ${state}, in light, dark, narrow and from right to left`, async ({ page, browser }) => {
    test.skip(!hydrated(), 'axe needs scripts');
    await page.goto(`${SHEET}?state=${state}`);
    await heading(page, 'Vocabulary');
    await accessible(page);
    await reflows(page);
    const context = await browser.newContext({ locale: 'ar-XB', storageState: await page.context().storageState() });
    const turned = await context.newPage();
    await turned.goto(`${SHEET}?state=${state}`);
    await ready(turned);
    await expect(turned.locator('html')).toHaveAttribute('dir', 'rtl');
    await accessible(turned);
    await reflows(turned);
    await context.close();
  });
}

test('all right answers are read back on the check page as readers write them', async ({ page }) => {
  await page.goto(`${SHEET}?state=filled`);
  await ready(page);
  await fill(page, { Password: 'correct horse battery staple' });
  await go(page);
  await heading(page, 'Check your answers');
  for (const shown of ['EUR 12,500.50', '7.5 %', '1,250', '31 December 2027', '1, 15, 31', '22:00', '030 12345678', 'Europe/Berlin (UTC+01:00)', 'bücher.example', 'sip.kestrel.example:5061', 'محمد الخوارزمي', 'Set']) {
    await expect(page.getByText(shown, { exact: true }).first(), shown).toBeVisible();
  }
  // Nothing comes of a sheet of reference.
  await expect(page.getByRole('button', { name: 'Create customer' })).toBeHidden();
});

test('wrong answers each have a sentence that says what to do', async ({ page }) => {
  await page.goto(`${SHEET}?state=faulty`);
  await ready(page);
  const summary = page.getByRole('alert').filter({ has: page.getByRole('heading', { name: 'There is a problem' }) });
  for (const sentence of [
    'Company name looks like a mistake. Correct it, or confirm that it is meant like this',
    'Write the phone number in the correct format, like +1 415 555 0132',
    'Tax number does not look like 91-1144442. Correct it, or confirm that it is meant like this',
    'Credit limit must be a whole number',
    'Enter 100 or less: Discount in percent',
    'Enter 1 or more: Trunks',
    'Write the colour in the correct format, like #2f4bd8',
    'End of the contract must be a day of the year 1900 or later',
    'Password must be 8 characters or more',
    'Enter 1 or more: Dates for invoices',
    'Web address must begin with https://, like https://example.com/hook',
    'SIP realm must be 4 characters or more',
    'Write a port from 1 to 65535 after the colon, or leave both out: Host and port',
    'Contact 1: Write the e-mail address in the correct format, like name@example.com',
    'Contact 2: Choose an answer: Type of contact',
  ]) {
    await expect(summary.getByRole('listitem').filter({ hasText: sentence }), sentence).toHaveCount(1);
  }
});

test('a reader of German types numbers with commas and reads them back with commas', async ({ page }) => {
  // Chosen in the browser alone, before anybody is signed in: Ada's own choice is what the other tests rely on.
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByLabel('E-Mail-Adresse').fill('ada@acme.example');
  await page.getByLabel('Passwort').fill(PASSWORD);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await heading(page, /Schön, Sie zu sehen/);
  await page.goto(`${SHEET}?state=filled`);
  await ready(page);
  await expect(page.getByLabel('Kreditrahmen')).toHaveValue('12.500,5');
  await fill(page, { Kreditrahmen: '1.234,50', 'Rabatt in Prozent': '12,25 %', Leitungen: '2.000', Passwort: 'ein langes Passwort' });
  await page.getByRole('button', { name: 'Weiter', exact: true }).click();
  await heading(page, 'Prüfen Sie Ihre Antworten');
  for (const shown of ['1.234,50 EUR', '12,25 %', '2.000', '31. Dezember 2027']) {
    await expect(page.getByText(shown, { exact: true }).first(), shown).toBeVisible();
  }
});

test('contacts are added, moved and removed, and each keeps what was typed', async ({ page }) => {
  await page.goto(SHEET);
  await ready(page);
  const contact = (number: number) => page.getByRole('group', { name: `Contact ${number}`, exact: true });
  await page.getByRole('button', { name: 'Add a contact' }).click();
  // A new row has the lists of the server, and what is probable stands in it.
  const language = contact(1).getByRole('combobox', { name: 'Language' });
  await expect(language).toHaveValue(hydrated() ? 'English' : 'en');
  await choose(language, 'German');
  await contact(1).getByLabel('Full name').fill('Ada');
  await contact(1).getByLabel('Type of contact').selectOption('Billing');
  await page.getByRole('button', { name: 'Add a contact' }).click();
  await contact(2).getByLabel('Full name').fill('Grace');
  await page.getByRole('button', { name: 'Add a contact' }).click();
  await contact(3).getByLabel('Full name').fill('Katherine');
  await page.getByRole('button', { name: 'Move Contact 3 up' }).click();
  await expect(contact(2).getByLabel('Full name')).toHaveValue('Katherine');
  await expect(contact(3).getByLabel('Full name')).toHaveValue('Grace');
  await page.getByRole('button', { name: 'Remove Contact 2' }).click();
  await expect(contact(3)).toBeHidden();
  await expect(contact(2).getByLabel('Full name')).toHaveValue('Grace');
  await expect(contact(1).getByLabel('Full name')).toHaveValue('Ada');
  await expect(contact(1).getByLabel('Type of contact')).toHaveValue('billing');
  // What was typed elsewhere is as it was.
  await fill(page, { 'Company name': 'Kestrel' });
  await go(page);
  await expect(page.getByRole('alert')).toContainText('Contact 2: Choose an answer: Type of contact');
  await expect(contact(2).getByLabel('Full name')).toHaveValue('Grace');
});

test('several lines of text come back as they were typed', async ({ page }) => {
  await page.goto(`${SHEET}?state=filled`);
  await ready(page);
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await expect(text).toHaveValue('A longer text\n\nin two paragraphs');
  await text.fill('First line\n\n<b>second</b> paragraph');
  await fill(page, { Password: PASSWORD });
  await go(page);
  await heading(page, 'Check your answers');
  const shown = page.getByRole('definition').filter({ hasText: 'First line' });
  expect(await shown.innerText()).toBe('First line\n\n<b>second</b> paragraph');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(text).toHaveValue('First line\n\n<b>second</b> paragraph');
  await text.fill('');
  await go(page);
  await expect(page.getByRole('alert')).toContainText('Enter the text');
});

test('an empty sheet asks for everything that is needed, in order', async ({ page }) => {
  await page.goto(SHEET);
  await ready(page);
  await go(page);
  await expect(page.getByRole('alert').getByRole('listitem').first()).toHaveText('Enter the company name');
  await expect(page.getByRole('alert').getByRole('listitem').last()).toHaveText('Add at least 1: Contacts');
  await expect(page).toHaveTitle(/^Error: /);
});

test('what is probable stands there already, and can be changed', async ({ page }) => {
  await page.goto(SHEET);
  await ready(page);
  // Acme Telecom is at home in the United States, and its browser speaks English.
  for (const [label, value, name] of [['Country', 'US', 'United States'], ['Currency', 'USD', 'US Dollar (USD)'], ['Language', 'en', 'English']] as const) {
    await expect(page.getByRole('combobox', { name: label, exact: true })).toHaveValue(hydrated() ? name : value);
  }
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue(hydrated() ? /^America\/Chicago \(UTC-0[56]:00\)$/ : 'America/Chicago');
  await choose(page.getByRole('combobox', { name: 'Currency' }), 'Norwegian Krone (NOK)');
  await go(page);
  await expect(page.getByRole('combobox', { name: 'Currency' })).toHaveValue(hydrated() ? 'Norwegian Krone (NOK)' : 'NOK');
});

test('the hours of a window are drawn and said, and when it opens next', async ({ page }) => {
  await page.goto(`${SHEET}?state=filled`);
  await ready(page);
  await expect(page.getByText('Open 8 h 30 min a day: from 22:00 until 06:30 on the next day.')).toBeVisible();
  await expect(page.getByText(/(Open now, until|Opens next at) \d\d:\d\d on \d+ \w+ \d+ \(Europe\/Berlin, UTC\+0[12]:00\)/)).toBeVisible();
  if (!hydrated()) return;
  await fill(page, { 'Time to send from': '08:00', 'Time to send until': '20:00' });
  await expect(page.getByText('Open 12 h a day: from 08:00 until 20:00.')).toBeVisible();
});

test('a number that breaks its country’s rule is doubted, and may stand', async ({ page }) => {
  await page.goto(`${SHEET}?state=filled`);
  await ready(page);
  // Germany has rules for both.
  await expect(page.getByText('Not checked: we know no rule for numbers of this country.')).toBeHidden();
  await fill(page, { 'Tax number (optional)': 'DE136695979', Password: 'correct horse battery staple' });
  await go(page);
  await problems(page, ['Tax number does not look like DE136695976. Correct it, or confirm that it is meant like this']);
  await page.getByLabel('Use “DE136695979” anyway').check();
  // The password was taken the first time, and is not asked for again.
  await expect(page.getByText('Set. Leave this empty to keep it.')).toBeVisible({ visible: !hydrated() });
  await go(page);
  await heading(page, 'Check your answers');
});
