// The end of a session is announced over whatever is open; what was typed stays.
import { accessible, expect, heading, signIn, test } from '../fixtures/portico';

test('before the session ends a dialog says so, and staying loses nothing', async ({ page }) => {
  await page.clock.install();
  await signIn(page, 'ada@acme.example', '/users/new');
  await expect(page.locator('html[data-desk]')).toBeAttached();
  await page.getByLabel('Full name').fill('Half a Na');
  // The server's own page, but for the time that it says is left: nobody waits for an hour here.
  await page.route('**/me/stay', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/data-left="\d+"/g, 'data-left="240"') });
  }, { times: 1 });
  await page.clock.fastForward('56:00');
  const dialog = page.getByRole('dialog', { name: /You will be signed out in \d+ minutes/ });
  await expect(dialog).toBeVisible();
  await accessible(page);
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/stay') && response.ok());
  await dialog.getByRole('button', { name: 'Stay signed in' }).click();
  await asked;
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('Full name')).toHaveValue('Half a Na');
  await page.goto('/customers');
  await heading(page, 'Customers');
});
