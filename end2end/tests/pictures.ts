// A picture of every page, wide and narrow, light and dark: `./dev screenshots`. Not a test; a look.
import { CONTACT, company, create, fill, go, ready, signIn, test, toAddresses, toCheck, toContact, toPlan } from '../fixtures/portico';

test('pictures of every page', async ({ page }) => {
  test.setTimeout(600_000);
  const folder = process.env.SCREENSHOTS ?? 'screenshots';
  const take = async (name: string) => {
    for (const [width, height] of [[1440, 900], [1024, 768], [768, 1024], [360, 740]]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
        await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: width === 360 });
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  };
  await page.goto('/sign-in');
  await take('sign-in');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await take('sign-in-error');
  await signIn(page);
  for (const name of ['Hopper Communications', 'شركة الاتصالات المتحدة', '中文公司', 'The Extraordinarily Long Named International Telecommunications and Broadcasting Holding Company of the Northern Isles Limited']) {
    await create(page, `${name} ${company('')}`.slice(0, 160));
  }
  await take('done');
  await page.goto('/customers/new');
  await ready(page);
  await take('step-1');
  await toContact(page);
  await go(page);
  await take('step-2-error');
  await fill(page, { 'Company name': company('Kestrel'), ...CONTACT });
  await take('step-2-filled');
  await toAddresses(page, company('Kestrel'));
  await page.getByLabel('No', { exact: true }).check();
  await take('step-3');
  await toPlan(page, company('Kestrel'));
  await page.getByLabel('Business').check();
  await take('step-4');
  await toCheck(page, company('Kestrel'));
  await take('check');
  for (const [name, address] of [['dashboard', '/'], ['customers', '/customers'], ['nothing-found', '/customers?q=zzz'], ['drafts', '/drafts'], ['finder-page', '/go?q=k']]) {
    await page.goto(address);
    await ready(page);
    await take(name);
  }
  for (const state of ['empty', 'filled', 'faulty', 'disabled']) {
    await page.goto(`/dev/vocabulary?state=${state}`);
    await ready(page);
    await take(`vocabulary-${state}`);
  }
  await page.goto('/customers');
  await page.locator('html[data-desk]').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('k');
  await take('finder');
  for (const [name, address] of [['users', '/users'], ['user-new', '/users/new'], ['invite', '/users/invite'], ['me', '/me'], ['my-email', '/me/email'], ['factor', '/me/second-factor'], ['sessions', '/me/sessions'], ['link-gone', '/reset'], ['forgot', '/forgot'], ['audit', '/audit'], ['mail', '/mail'], ['notices', '/notices'], ['notice-new', '/notices/new'], ['billing', '/billing'], ['invites', '/invites'], ['statement', '/statement'], ['settings', '/settings'], ['mail-look', '/settings/mail'], ['password', '/me/password'], ['switch', '/switch']]) {
    await page.goto(address);
    await take(name);
  }
  await page.goto('/users');
  await page.getByRole('link', { name: 'Max Acme' }).click();
  await take('user');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, 'cora@kestrel.example');
  await take('account');
  await page.goto('/users');
  await take('account-users');
  for (const [name, address] of [['account-statement', '/statement'], ['account-credit', '/credit']]) {
    await page.goto(address);
    await take(name);
  }
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page);
  await page.goto('/customers');
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/customers\/[0-9a-f-]+$/);
  await take('customer');
});
