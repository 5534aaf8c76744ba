// How a reseller's mails look, and what it announces to its customers' technical contacts (S1.7).
import { accessible, company, country, expect, followMail, go, heading, problems, ready, reflows, signIn, test } from '../fixtures/portico';
import type { Page } from '@playwright/test';

const hydrated = () => test.info().project.name === 'hydrated';

/** A customer of network services, with the address of their technical contact. */
async function customer(page: Page, name: string) {
  const technical = `noc@${name.toLowerCase().replaceAll(' ', '-')}.example`;
  await page.goto('/customers/add');
  await ready(page);
  await page.getByLabel('Company name').fill(name);
  await country(page, 'Norway');
  await page.getByLabel('Street and number').fill('1 Kirkegata');
  await page.getByLabel('Postal code').fill('0153');
  await page.getByLabel('City').or(page.getByLabel('Post town')).filter({ visible: true }).first().fill('Oslo');
  await page.getByLabel('Technical e-mail address').fill(technical);
  await go(page);
  await page.getByRole('button', { name: 'Add Customer' }).click();
  await heading(page, 'Your new customer has been added!');
  return technical;
}

test('a notice is written, addressed, looked at and sent', async ({ page }) => {
  await signIn(page);
  const [name, other] = [company('Notice Osprey'), company('Notice Petrel')];
  const technical = await customer(page, name);
  await customer(page, other);
  await page.goto('/mail');
  await page.getByRole('link', { name: 'Notices' }).click();
  await heading(page, 'Notices');
  if (hydrated()) await accessible(page);
  await page.getByRole('link', { name: 'Write a notice' }).click();
  await heading(page, 'Write a notice');
  await page.getByLabel('Start time').fill('22:00');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await problems(page, [
    'Enter the subject',
    'Say on which day, or leave the times empty',
    'Say from when and to when, or leave both empty',
    'Enter the text',
  ]);
  await expect(page.getByLabel('Start time')).toHaveValue('22:00');
  if (hydrated()) await accessible(page);
  await reflows(page);
  const subject = `Work on the network of ${name}`;
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('Day').fill('2026-12-01');
  await page.getByLabel(/^End time/).fill('02:00');
  await page.getByLabel('Text').fill('We replace a router.\n\nCalls may break off for a minute.');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await heading(page, subject);
  await expect(page.frameLocator('iframe').getByText('When: 1 December 2026, 22:00–02:00')).toBeVisible();
  await page.getByLabel(/^Only the customers that I choose/).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('There is nobody to send it to yet.')).toBeVisible();
  await page.getByLabel('Find customers by the beginning of the name').fill(name.slice(0, -1));
  await page.getByRole('button', { name: 'Find customers' }).click();
  await expect(page.getByRole('button', { name: `Choose ${other}` })).toBeHidden();
  await page.getByRole('button', { name: `Choose ${name}` }).click();
  await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByRole('button', { name: 'Send to 1 technical contact' }).click();
  await expect(page.getByText('The notice is on its way.')).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('1 of 1 mail is sent')).toBeVisible({ timeout: 500 });
  }).toPass();
  if (hydrated()) await accessible(page);
  await page.goto(`/dev/mail?to=${encodeURIComponent(technical)}`);
  await expect(page.getByRole('heading', { level: 2, name: subject })).toBeVisible();
  await expect(page.getByText('Calls may break off for a minute.')).toBeVisible();
  await page.goto('/notices');
  await expect(page.getByRole('row', { name: new RegExp(subject) })).toContainText('Sent');
});

test('mails are in the colour, with the logo and the footer that were chosen', async ({ page }) => {
  // A reseller that no other test's mails are looked at of.
  await signIn(page, 'bo@borealis.example', '/settings');
  await page.getByRole('link', { name: 'How mails look' }).click();
  await heading(page, 'How mails look');
  await page.getByLabel('Colour').fill('#ffee00');
  await page.getByLabel('Footer').fill('Borealis AS\n1 Kirkegata, Oslo');
  await page.getByRole('button', { name: 'Save how mails look' }).click();
  await problems(page, ['White text cannot be read on this colour. Choose a darker one']);
  await expect(page.getByLabel('Footer')).toHaveValue('Borealis AS\n1 Kirkegata, Oslo');
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByLabel('Colour').fill('#7a1f5c');
  await page.getByRole('button', { name: 'Save how mails look' }).click();
  await expect(page.getByRole('status')).toContainText('How mails look is saved.');
  await page.getByLabel('File with the logo').setInputFiles({ name: 'logo.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
  await page.getByRole('button', { name: 'Use this logo' }).click();
  await expect(page.getByRole('alert')).toContainText('neither a PNG nor a JPEG');
  if (hydrated()) await accessible(page);
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  await page.getByLabel('File with the logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') });
  await page.getByRole('button', { name: 'Use this logo' }).click();
  await expect(page.getByRole('img', { name: 'The logo of your mails' })).toBeVisible();
  await page.getByRole('link', { name: 'Activation' }).click();
  await expect(page.frameLocator('iframe').getByRole('link', { name: 'Activate your account' })).toHaveCSS('background-color', 'rgb(122, 31, 92)');
  await expect(page.frameLocator('iframe').getByText('Borealis AS')).toBeVisible();
  await expect(page.frameLocator('iframe').getByRole('img', { name: 'Borealis Networks' })).toBeVisible();
  if (hydrated()) await accessible(page);
  await reflows(page);
  await page.getByRole('button', { name: 'Remove the logo' }).click();
  await expect(page.getByRole('status')).toContainText('The logo is removed.');
  // It is so in mails that are sent.
  const address = `${company('look').toLowerCase().replaceAll(' ', '-')}@borealis.example`;
  await page.goto('/users/invite');
  await page.getByLabel('E-mail addresses').fill(address);
  await page.getByRole('radio', { name: 'Manager' }).check();
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await followMail(page, address, 'Bo Borealis invites you to Borealis Networks');
  await page.goto(`/dev/mail?to=${encodeURIComponent(address)}`);
  await expect(page.getByText('1 Kirkegata, Oslo')).toBeVisible();
});
