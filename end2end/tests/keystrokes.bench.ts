// How long a key stroke keeps the page busy, on a processor four times as slow: `./dev bench`. Not a test; a measure.
import { type Page, go, ready, signIn, test, toContact } from '../fixtures/portico';

const STROKES = 300;

/** Types into a field, or into a new one that nothing listens to, and prints how long each stroke took. */
async function measure(page: Page, what: string, id: string) {
  const times = await page.evaluate(
    async ([id, strokes]) => {
      let field = document.getElementById(id) as HTMLInputElement | null;
      if (!field) {
        // A field that nothing listens to: alone, or among all others of the form.
        const [type, where] = id.split(' in ');
        field = (document.getElementById(where ?? '') ?? document.body).appendChild(document.createElement('input'));
        field.type = type!;
      }
      const taken: number[] = [];
      for (let stroke = 0; stroke < strokes; stroke++) {
        // A person's strokes come one by one, each after the last was drawn.
        await new Promise((drawn) => requestAnimationFrame(drawn));
        const began = performance.now();
        field.value = stroke % 40 === 0 ? 'k' : `${field.value}k`;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        // What follows from it is done in tasks of its own, before the next frame.
        await new Promise((done) => queueMicrotask(() => queueMicrotask(() => done(null))));
        taken.push(performance.now() - began);
      }
      return taken.sort((a, b) => a - b);
    },
    [id, STROKES] as const,
  );
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]!.toFixed(1);
  console.log(`  key stroke, ${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at a quarter of the speed`);
}

test('the check on a key stroke', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page);
  await toContact(page);
  await go(page);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await measure(page, 'a bare field', 'text');
  await measure(page, 'a bare password', 'password');
  await measure(page, 'company name', 'company_name');
  await measure(page, 'e-mail address', 'email');
  await measure(page, 'phone number', 'phone');
  // Once more, when the browser has compiled what a stroke runs.
  await measure(page, 'company name, after a thousand strokes', 'company_name');
  // The longest page there is, with everything wrong at first.
  await page.goto('/dev/vocabulary?state=faulty');
  await ready(page);
  await measure(page, 'tax number on the sheet of reference', 'tax_number');
  await measure(page, 'amount on the sheet of reference', 'amount');
  await measure(page, 'a bare password among the fields of that sheet', 'password in step-form');
  await measure(page, 'password on the sheet of reference', 'password');
  await measure(page, 'e-mail in a row on the sheet of reference', 'contacts.a.contact_email');
});
