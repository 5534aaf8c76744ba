// How long a key stroke keeps the page busy, on the longest page and a processor four times as slow: `./dev bench`. Not a test; a measure.
import { ready, signIn, test } from '../fixtures/portico';

const STROKES = 400;

test('the check on a key stroke', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page);
  await page.goto('/dev/vocabulary?state=faulty');
  await ready(page);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  for (const [what, id] of [['bare field', 'bare'], ['company name', 'company'], ['tax number', 'tax_number'], ['amount', 'amount'], ['password', 'password'], ['e-mail in a row', 'contacts.a.contact_email']]) {
    const times = await page.evaluate(
      async ([id, strokes]) => {
        let field = document.getElementById(id) as HTMLInputElement | null;
        if (!field) {
          // The baseline: a field that nothing listens to.
          field = document.body.appendChild(document.createElement('input'));
        }
        const taken: number[] = [];
        for (let stroke = 0; stroke < strokes; stroke++) {
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
    const at = (share: number) => times[Math.floor((times.length - 1) * share)]!.toFixed(2);
    console.log(`  key stroke, ${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at a quarter of the speed`);
  }
});
