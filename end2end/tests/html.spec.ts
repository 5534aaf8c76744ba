// Every page is valid HTML as the server writes it: the W3C's validator finds no error. What is the same in both projects is looked at once.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { PASSWORD, company, create, expect, pagesOf, signIn, test, toCheck } from '../fixtures/portico';

const VALIDATOR = new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url).pathname;

type Message = { type: string; url: string; message: string; extract?: string };

/** What the validator says of a folder of pages. */
function validated(folder: string): Message[] {
  // It writes to standard error, and ends with 1 where it found something.
  const script = 'exec java -Xss4m -jar "$0" --format json --exit-zero-always --skip-non-html "$1" 2>&1';
  return JSON.parse(execFileSync('bash', ['-c', script, VALIDATOR, folder], { encoding: 'utf8', maxBuffer: 1 << 28 })).messages;
}

test('no page has an error that the validator of the W3C knows', async ({ page, browser }) => {
  test.setTimeout(480_000);
  const folder = test.info().outputPath('pages');
  mkdirSync(folder, { recursive: true });
  let number = 0;
  const keep = async (who: typeof page, address: string) => {
    const html = await (await who.request.get(address, { headers: { accept: 'text/html' } })).text();
    writeFileSync(`${folder}/${number++}${address.replaceAll(/\W/g, '_')}.html`, html);
  };
  for (const address of ['/sign-in', '/sign-in?problem=refused', '/forgot', '/nothing', '/dev/mail', '/dev/vocabulary']) await keep(page, address);

  await signIn(page);
  await create(page, company('Valid'));
  const done = page.url();
  await page.getByRole('link', { name: 'Customers', exact: true }).first().click();
  const customer = (await page.getByRole('link', { name: /^Valid/ }).first().getAttribute('href')) ?? '';
  await toCheck(page, company('Valid Draft'));
  const check = page.url();
  const steps = ['contact', 'addresses', 'plan', 'discard'].map((step) => check.replace('check', step));
  const person = await page.request.get('/users').then(async (list) => /href="(\/users\/[0-9a-f-]{36})"/.exec(await list.text())?.[1] ?? '/users');
  for (const address of [
    ...(await pagesOf(page)), done, check, ...steps, customer, `${customer}/life`, `${customer}/users`, `${customer}/users/new`, person,
    '/customers?q=valid', '/customers?q=nobody', '/mail?state=failed', '/go?q=a', '/me/passkeys?do=add', '/not/there',
  ]) await keep(page, address);

  for (const [who, addresses] of [
    ['cora@kestrel.example', ['/', '/users', '/users/new', '/statement', '/credit', '/audit', '/account/contact', '/customers']],
    ['olga@portico.example', ['/operator', '/operator/new', '/operator/jobs', '/me/second-factor']],
  ] as const) {
    const other = await (await browser.newContext()).newPage();
    await other.goto('/sign-in');
    await other.getByLabel('E-mail address').fill(who);
    await other.getByLabel('Password').fill(PASSWORD);
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    for (const address of addresses) await keep(other, address);
    await other.context().close();
  }
  const found = validated(folder).filter((message) => message.type === 'error');
  const told = found.map((message) => `${message.url.split('/').pop()}: ${message.message} ${message.extract ?? ''}`);
  expect(told, told.join('\n')).toEqual([]);
});
