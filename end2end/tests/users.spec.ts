// The people of an account: created, added, changed, removed; and one person who acts in several accounts.
import { PASSWORD, company, enter, expect, heading, ready, signIn, someone, test, user } from '../fixtures/portico';

test('a created user chooses a password of their own first', async ({ page }) => {
  await signIn(page);
  const made = await someone(page, 'Uma Young', 'Support');
  await enter(page, made.email, made.password);
  await heading(page, 'Change password');
  await expect(page.getByText('Somebody made your password for you')).toBeVisible();
  await page.goto('/customers');
  await heading(page, 'Change password');
  await page.getByLabel('Current password').fill(made.password);
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole('alert')).toContainText('12 characters');
  await expect(page.getByLabel('Current password')).toHaveValue('');
  await page.getByLabel('Current password').fill(made.password);
  await page.getByLabel('New password', { exact: true }).fill('nine green owls fly');
  await page.getByRole('button', { name: 'Change password' }).click();
  await heading(page, /Good to see you, Uma/);
});

test('what is wrong with a new user is said at its field, and nothing typed is lost', async ({ page }) => {
  await signIn(page, 'ada@acme.example', '/users');
  await page.getByRole('link', { name: 'Create a user' }).click();
  await page.getByRole('button', { name: 'Create a user' }).click();
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveText(['Enter the full name', 'Enter the e-mail address']);
  await page.getByLabel('Full name').fill('  ‏شركة Uma <b>  ');
  await page.getByLabel('E-mail address').fill('max@acme.example');
  await page.getByRole('button', { name: 'Create a user' }).click();
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(/is a user here already/);
  await expect(page.getByLabel('Full name')).toHaveValue(/شركة Uma <b>/);
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.getByLabel('E-mail address')).toBeFocused();
});

test('a user is given another role, disabled, enabled and removed', async ({ page }) => {
  await signIn(page);
  const name = company('Tom');
  await someone(page, name, 'Read only');
  await page.getByRole('link', { name: 'All users' }).click();
  await page.getByRole('link', { name }).click();
  await page.getByRole('radio', { name: 'Manager' }).check();
  await page.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByRole('status')).toHaveText('The role is saved');
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('status')).toContainText('is disabled here');
  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByRole('status')).toContainText('can act here again');
  await page.getByRole('button', { name: 'Remove from this account' }).click();
  await heading(page, 'Users');
  await expect(page.getByRole('status')).toContainText('was removed');
  await expect(page.getByRole('link', { name })).toBeHidden();
});

test('a page that is older than the user says so and changes nothing', async ({ page }) => {
  await signIn(page);
  const name = company('Two');
  await someone(page, name, 'Read only');
  await page.goto('/users');
  await page.getByRole('link', { name }).click();
  await heading(page, name);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('radio', { name: 'Support' }).check();
  await other.getByRole('button', { name: 'Save role' }).click();
  await expect(other.getByRole('status')).toHaveText('The role is saved');
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByRole('alert')).toContainText('changed this user meanwhile');
  await expect(page.getByRole('radio', { name: 'Support' })).toBeChecked();
  await other.close();
});

test('the last administrator cannot go', async ({ page }) => {
  await signIn(page, 'bo@borealis.example', '/users');
  await page.getByRole('link', { name: 'Bo Borealis' }).click();
  for (const button of ['Disable', 'Remove from this account']) {
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('alert')).toContainText('Bo Borealis is the last administrator here');
  }
});

test('whoever may only read sees the users, and why the button does not work', async ({ page }) => {
  await signIn(page, 'rita@acme.example', '/users');
  await expect(page.getByRole('link', { name: 'Ada Acme' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Invite users' })).toHaveAccessibleDescription(/Only administrators can change users/);
  expect((await page.goto('/users/new'))?.status()).toBe(403);
  await heading(page, 'Your role does not allow this');
  await expect(page.getByText('Only administrators can change users')).toBeVisible();
});

test('one person is added to a customer, and switches there and back', async ({ page }) => {
  await signIn(page);
  const made = await someone(page, 'Sue Switch', 'Support');
  await page.goto('/customers?q=kestrel av');
  await page.getByRole('link', { name: 'Kestrel Aviation' }).click();
  await page.getByRole('link', { name: 'Users', exact: true }).last().click();
  await heading(page, 'Users of Kestrel Aviation');
  await page.getByRole('link', { name: 'Add an existing user' }).click();
  await page.getByLabel('E-mail address').fill('bo@borealis.example');
  await page.getByRole('radio', { name: 'Billing' }).check();
  await page.getByRole('button', { name: 'Add an existing user' }).click();
  await expect(page.getByRole('alert')).toContainText('Nobody of yours or your customers’');
  await page.getByLabel('E-mail address').fill(made.email);
  await page.getByRole('button', { name: 'Add an existing user' }).click();
  await expect(page.getByRole('status')).toHaveText('Sue Switch gets an e-mail, and can act here after accepting the invitation');

  await enter(page, made.email, made.password);
  await page.getByLabel('Current password').fill(made.password);
  await page.getByLabel('New password', { exact: true }).fill('nine green owls fly');
  await page.getByRole('button', { name: 'Change password' }).click();
  // Nothing is hers before she says so; then she is there at once.
  await expect(page.getByRole('link', { name: 'Switch account' })).toBeHidden();
  await page.goto(`/dev/mail?to=${encodeURIComponent(made.email)}`);
  await page.getByRole('link', { name: /^http/ }).first().click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await heading(page, 'Kestrel Aviation');
  await expect(page.getByRole('status')).toHaveText('You act for Kestrel Aviation now, as Billing');
  await expect(page.getByText('Your account with Acme Telecom.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Users' })).toBeHidden();
  await page.getByRole('link', { name: 'Switch account' }).click();
  await page.getByRole('button', { name: /Acme Telecom\s*Support/ }).click();
  await heading(page, /Good to see you, Sue/);
});

test('a customer’s administrator sees the account and manages its people', async ({ page }) => {
  await signIn(page, 'cora@kestrel.example');
  await heading(page, 'Kestrel Aviation');
  await page.getByRole('navigation').getByRole('link', { name: 'Users' }).click();
  await heading(page, 'Users');
  const made = await someone(page, 'Ken Kite', 'Technical');
  await enter(page, made.email, made.password);
  await page.getByLabel('Current password').fill(made.password);
  // Eight characters are enough for a customer's people.
  await page.getByLabel('New password', { exact: true }).fill('owl7plum');
  await page.getByRole('button', { name: 'Change password' }).click();
  await heading(page, 'Kestrel Aviation');
});

test('one’s own password is changed with the present one', async ({ page }) => {
  await signIn(page);
  const made = await someone(page, 'Pat Word', 'Support');
  await enter(page, made.email, made.password);
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByLabel('New password', { exact: true }).fill('nine green owls fly');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription(/not your current password/);
  await ready(page);
});
