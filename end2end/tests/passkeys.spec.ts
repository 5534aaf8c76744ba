// Passkeys: a second way in, with the browser's own (virtual) authenticator.
import { PASSWORD, accessible, expect, heading, problems, reflows, signIn, test } from '../fixtures/portico';

test('a passkey is added, lets its person in without password and code, and is removed', async ({ page }) => {
  // A long way, with many looks at its pages.
  test.slow();
  const hydrated = test.info().project.name === 'hydrated';
  const who = hydrated ? 'max@acme.example' : 'sam@acme.example';
  await signIn(page, who, '/me');
  await page.getByRole('link', { name: /Change.*Passkeys/ }).click();
  await heading(page, 'Passkeys');
  await expect(page.getByText('You have no passkey yet')).toBeVisible();
  await page.getByRole('link', { name: 'Add a passkey' }).click();
  await heading(page, 'Add a passkey');
  await page.getByLabel('Name of the passkey').fill('Laptop of Sam and Max');
  await page.getByLabel('Current password').fill('wrong');
  await page.getByRole('button', { name: 'Continue' }).click();
  await problems(page, ['This is not your current password. Enter it again']);
  await expect(page.getByLabel('Name of the passkey')).toHaveValue('Laptop of Sam and Max');
  await reflows(page);
  await page.getByLabel('Current password').fill(PASSWORD);
  if (!hydrated) {
    // Without scripts there are no passkeys: the page says so, and the password still lets one in.
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('This browser has no passkeys, or runs no scripts here.')).toBeVisible();
    await page.context().clearCookies();
    await page.goto('/sign-in?next=/users');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page.getByText('Use your password instead.')).toBeVisible();
    await reflows(page);
    await page.getByRole('link', { name: 'Sign in with your password' }).click();
    await heading(page, 'Sign in');
    return;
  }
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: false },
  });
  await page.getByRole('button', { name: 'Continue' }).click();
  // Whoever is not recognised by their device can ask again.
  await heading(page, 'Confirm with your device');
  await expect(page.getByRole('alert')).toContainText('Your browser was not given a passkey');
  await accessible(page);
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await page.getByRole('button', { name: 'Ask again' }).click();
  await heading(page, 'Passkeys');
  await expect(page.getByRole('status')).toHaveText('The passkey is added. From now on you can sign in with it');
  await expect(page.getByRole('listitem').filter({ hasText: 'Laptop of Sam and Max' })).toContainText('Not used yet');
  await accessible(page);
  await reflows(page);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/sign-in?next=/customers');
  await accessible(page);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await heading(page, 'Customers');

  await page.goto('/me/passkeys');
  await expect(page.getByRole('listitem').filter({ hasText: 'Laptop of Sam and Max' })).toContainText('Last used');
  await page.getByRole('link', { name: 'Remove Laptop of Sam and Max' }).click();
  await heading(page, 'Remove a passkey');
  await accessible(page);
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('status')).toHaveText('The passkey is removed');

  // The device still has it; here it is worth nothing.
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByRole('alert').first()).toContainText('This passkey is not known here');
  await accessible(page);
  await reflows(page);
});
