// The reader's language: what the browser prefers, until the reader chooses.
import { CONTACT, PASSWORD, accessible, choose, company, expect, fill, go, heading, pagesOf, ready, reflows, signIn, test, toAddresses, toCheck } from '../fixtures/portico';

test.describe('a reader whose browser prefers German', () => {
  test.use({ locale: 'de-AT' });

  test('walks the whole flow in German', async ({ page }) => {
    await page.goto('/sign-in');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await page.getByLabel('E-Mail-Adresse').fill('ada@acme.example');
    await page.getByLabel('Passwort').fill('falsch');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await expect(page).toHaveTitle(/^Fehler: Anmelden/);
    await page.getByLabel('Passwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await heading(page, /Schön, Sie zu sehen/);
    await page.getByRole('link', { name: 'Neuen Kunden anlegen' }).click();
    await heading(page, 'Wer wird das Konto verwalten?');
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await heading(page, 'Bevollmächtigte Ansprechperson und Firmendaten');
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await expect(page).toHaveTitle(/^Fehler: Schritt 2 von 5/);
    await expect(page.getByRole('alert')).toContainText('Füllen Sie das Feld „Firmenname“ aus');
    await fill(page, { Firmenname: company('Österreich GmbH'), Vorname: 'Grete', 'Nachname (freiwillig)': 'Hopper', 'E-Mail-Adresse': CONTACT['E-mail address']!, Telefonnummer: '+43 1 5880-0' });
    if (test.info().project.name === 'hydrated') await accessible(page);
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await heading(page, 'Adresse und Dienstadresse');
    await choose(page.getByRole('combobox', { name: 'Land', exact: true }).first(), 'Österreich');
    const show = page.getByRole('button', { name: 'Felder dieses Landes zeigen' }).first();
    if (await show.isVisible()) await show.click();
    await fill(page, { 'Straße und Hausnummer': 'Ring 1', Postleitzahl: '1010', 'Stadt oder Ort': 'Wien' });
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await heading(page, 'Tarif und Zahlung');
    await page.getByLabel('Starter').check();
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await heading(page, 'Prüfen Sie Ihre Antworten');
    await expect(page.getByText('Österreich', { exact: true })).toBeVisible();
    if (test.info().project.name === 'hydrated') await accessible(page);
    await page.getByRole('button', { name: 'Kunden anlegen' }).click();
    await heading(page, 'Ihr neuer Kunde wurde erfolgreich angelegt!');
  });

  test('reads English once it was chosen, on every page, signed in or not', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'English' }).click();
    await heading(page, 'Sign in');
    // Not as Ada, whose language the other tests rely on.
    await signIn(page, 'max@acme.example');
    await page.goto('/customers?q=kes');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await heading(page, 'Kunden');
    await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
    expect(new URL(page.url()).search).toBe('?q=kes');
    await page.getByRole('button', { name: 'English' }).click();
    await heading(page, 'Customers');
    // The choice is the person's: another browser that prefers German shows it too.
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByLabel('E-Mail-Adresse').fill('max@acme.example');
    await page.getByLabel('Passwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await heading(page, /Good to see you/);
  });
});

// Two languages that nobody speaks show what would not hold in the next one: `en-XA` is 40 % longer, `ar-XB` from right to left.
for (const [tag, direction] of [['en-XA', 'ltr'], ['ar-XB', 'rtl']] as const) {
  test(`every page holds in ${tag}`, async ({ page: first, browser }) => {
    test.setTimeout(480_000);
    await signIn(first);
    await toAddresses(first, company('Pseudo'));
    await first.getByLabel('No', { exact: true }).check();
    await go(first);
    const addresses = first.url();
    await toCheck(first, company('Pseudo'));
    const check = first.url();
    const context = await browser.newContext({ locale: tag, storageState: await first.context().storageState() });
    const page = await context.newPage();
    for (const address of [...(await pagesOf(page)), '/customers?q=nothing', addresses, ...['contact', 'plan', 'check', 'discard'].map((step) => check.replace('check', step))]) {
      await page.goto(address);
      await ready(page);
      await expect(page.locator('html')).toHaveAttribute('dir', direction);
      // Every word comes from the table: what people press and read as a label or a heading is in the language that was asked for.
      for (const role of ['button', 'heading', 'radio'] as const) {
        for (const said of await page.getByRole(role).filter({ visible: true }).all()) {
          const text = (await said.textContent())?.trim() ?? '';
          if (text !== '' && !(await said.getAttribute('lang'))) expect(text, `${role} on ${address}`).toContain('[');
        }
      }
      if (test.info().project.name === 'hydrated') {
        await accessible(page);
        await reflows(page);
      }
    }
    await context.close();
  });
}

test('light or dark is as the system says, until the reader chooses', async ({ page }) => {
  await page.goto('/sign-in');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light dark');
  await page.getByRole('button', { name: 'Light' }).click();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
  await signIn(page);
  await expect(page.getByRole('button', { name: 'Light', pressed: true })).toBeVisible();
  await page.getByRole('button', { name: 'Dark' }).click();
  await heading(page, /Good to see you/);
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await page.getByRole('button', { name: 'Auto' }).click();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light dark');
});
