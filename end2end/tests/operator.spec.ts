// The operator: a second factor first, then resellers, and acting for one of them.
import { PASSWORD, accessible, appCode, choose, company, expect, followMail, go, heading, problems, reflows, signIn, test, toPlan } from '../fixtures/portico';

test('the operator makes a reseller, acts for one, and both names stand in its audit', async ({ page, browser }) => {
  test.setTimeout(300_000);
  const hydrated = test.info().project.name === 'hydrated';
  const look = async () => {
    if (hydrated) await accessible(page);
    await reflows(page);
  };
  // Each project has an operator of its own: a second factor is set up once.
  const [who, called] = hydrated ? ['olga@portico.example', 'Olga Operator'] : ['oskar@portico.example', 'Oskar Operator'];
  await signIn(page, who);
  await heading(page, 'Second factor');
  await expect(page.getByText('Everybody here must have a second factor')).toBeVisible();
  await look();
  await page.goto('/operator');
  await heading(page, 'Second factor');
  const letters = (await page.locator('code').textContent()) ?? '';
  await page.getByRole('textbox', { name: 'Code' }).fill('000000');
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await problems(page, ['This code is not right. Enter the one that your app shows now']);
  await page.getByRole('textbox', { name: 'Code' }).fill(appCode(letters));
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await heading(page, 'Keep these recovery codes');
  await look();
  const codes = await page.locator('code').allTextContents();
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await heading(page, 'Your sign-in');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Resellers' }).click();
  await heading(page, 'Resellers');
  await look();

  // What Portico does by itself.
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Background jobs' }).click();
  await heading(page, 'Background jobs');
  await expect(page.getByRole('heading', { name: 'No failed jobs' })).toBeVisible();
  await look();
  await page.getByRole('navigation', { name: 'Filter by state' }).getByRole('link', { name: /^Being retried/ }).click();
  await expect(page.getByRole('heading', { name: 'No jobs are being retried' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Resellers' }).click();
  await heading(page, 'Resellers');

  const name = company('Bright Voice');
  const email = `${name.toLowerCase().replaceAll(' ', '-')}@bright.example`;
  await page.getByRole('link', { name: 'Create a reseller' }).click();
  await page.getByRole('button', { name: 'Create a reseller' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the reseller’s name');
  await look();
  await page.getByLabel('Reseller’s name').fill(name);
  await page.getByLabel('First administrator’s e-mail address').fill(email);
  await choose(page.getByRole('combobox', { name: 'Currency' }), 'Euro (EUR)');
  await choose(page.getByRole('combobox', { name: 'Country' }), 'Germany');
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Berlin');
  await page.getByLabel('Inbound').fill('10');
  await page.getByRole('button', { name: 'Create a reseller' }).click();
  await expect(page.getByRole('status')).toHaveText(`${name} is created, and the invitation is on its way`);
  await page.getByRole('link', { name }).click();
  await heading(page, name);
  // Without a plan its people learn on the first page what is missing, and who can mend it.
  await page.getByLabel('Reason').fill('A look around');
  await page.getByRole('button', { name: 'Act as an administrator' }).click();
  await heading(page, /Good to see you/);
  await page.goto('/customers/new');
  await expect(page.getByText('There is no plan to choose yet')).toBeVisible();
  await expect(page.getByText('only the operator of this portal can add plans')).toBeVisible();
  await look();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('link', { name }).click();
  await page.getByRole('link', { name: 'Add a plan' }).click();
  await page.getByLabel('Plan’s name').fill('Tiny');
  await page.getByLabel('Monthly price').fill('9.999');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await expect(page.getByLabel('Monthly price')).toHaveAccessibleDescription(/2 decimals or fewer/);
  await page.getByLabel('Monthly price').fill('9.90');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await expect(page.getByText('EUR 9.90')).toBeVisible();
  await look();
  await page.getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByRole('status')).toHaveText('The reseller is suspended');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('status')).toHaveText('The reseller can act again');

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit' }).click();
  await heading(page, 'Audit');
  await expect(page.getByRole('cell', { name: 'Turned a second factor on' }).first()).toBeVisible();
  await look();
  await page.goto('/operator');
  await page.getByRole('link', { name }).click();

  await page.getByRole('button', { name: 'Act as an administrator' }).click();
  await problems(page, ['Enter the reason']);
  await page.getByLabel('Reason').fill('Ticket 4711');
  await page.getByRole('button', { name: 'Act as an administrator' }).click();
  await heading(page, /Good to see you/);
  await expect(page.getByText(`You act for ${name}: Ticket 4711.`)).toBeVisible();
  await look();
  await page.goto('/audit');
  await expect(page.getByText(`${called} <${who}>`).first()).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await heading(page, 'Resellers');

  // The next time, the code is asked for; a recovery code does too, once.
  await page.getByRole('button', { name: 'Sign out' }).click();
  const enter = async () => {
    await page.getByLabel('E-mail address').fill(who);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading(page, 'Enter your code');
  };
  await enter();
  await look();
  await page.getByRole('textbox', { name: 'Code' }).fill('nothing');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Code' })).toHaveAccessibleDescription(/correct format, like 123456/);
  await page.getByRole('link', { name: 'Use a recovery code instead' }).click();
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(codes[0]!);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, 'Resellers');
  await page.getByRole('button', { name: 'Sign out' }).click();

  // The invited administrator finds their reseller.
  await followMail(page, email, `${called} invites you to ${name}`);
  await page.getByLabel('Full name').fill('Bea Bright');
  await page.getByLabel('New password', { exact: true }).fill('nine green owls fly');
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await heading(page, /Good to see you, Bea/);

  // The operator changes the price while she looks at all answers: nothing is sent, and the page says what changed.
  await toPlan(page, company('Bright Customer'));
  await page.getByLabel('Tiny').check();
  await go(page);
  await heading(page, 'Check your answers');
  const elsewhere = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await elsewhere.goto('/sign-in');
  await elsewhere.getByLabel('E-mail address').fill(who);
  await elsewhere.getByLabel('Password').fill(PASSWORD);
  await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
  await elsewhere.getByRole('link', { name: 'Use a recovery code instead' }).click();
  await elsewhere.getByRole('textbox', { name: 'Recovery code' }).fill(codes[1]!);
  await elsewhere.getByRole('button', { name: 'Sign in', exact: true }).click();
  await elsewhere.getByRole('link', { name }).click();
  await elsewhere.getByRole('link', { name: 'Tiny' }).click();
  await elsewhere.getByLabel('Monthly price').fill('12.50');
  await elsewhere.getByRole('button', { name: 'Save the plan' }).click();
  await expect(elsewhere.getByRole('status')).toBeVisible();
  await elsewhere.context().close();
  await page.getByRole('button', { name: 'Create customer' }).click();
  await expect(page.getByRole('status')).toContainText('Nothing was sent, because something on this page has changed. “Monthly price” was EUR 9.90, and is now EUR 12.50.');
  await look();
  await page.getByRole('button', { name: 'Create customer' }).click();
  await heading(page, 'Your new customer has been successfully created!');
});
