// The reader's language: what the browser prefers, until the reader chooses.
import { CONTACT, PASSWORD, accessible, company, expect, fill, heading, signIn, test } from '../fixtures/portico';

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
    await fill(page, { Firmenname: company('Österreich GmbH'), Vorname: 'Grete', Nachname: 'Hopper', 'E-Mail-Adresse': CONTACT['E-mail address']!, Telefonnummer: '+43 1 5880-0' });
    if (test.info().project.name === 'hydrated') await accessible(page);
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await heading(page, 'Adresse und Dienstadresse');
    await page.getByLabel('Land', { exact: true }).first().selectOption('Österreich');
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
    await signIn(page);
    await page.goto('/customers?name=kes');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await heading(page, 'Kunden');
    await expect(page.getByRole('link', { name: 'Kestrel Aviation' })).toBeVisible();
    expect(new URL(page.url()).search).toBe('?name=kes');
    await page.getByRole('button', { name: 'English' }).click();
    await heading(page, 'Customers');
  });
});
