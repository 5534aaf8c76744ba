// How long the check on a key stroke takes, on a processor four times as slow: `./dev bench`. Not a test; a measure.
//
// Measured is what a stroke causes: the event, and all that follows from it before the next frame. What the browser itself does to put the
// letter into its field is not: in a password's it takes ten times as long as anything of ours. Beside each stroke stands one in a bare field
// of the same form, which nothing looks at: what that takes is the machine's, and differs from run to run.
import { type Page, go, ready, signIn, test, toContact } from '../fixtures/portico';

const STROKES = 300;
const everywhere: number[] = [];

const at = (times: number[], share: number) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)]!.toFixed(1);

/** Types into a field and, by turns, into a bare one, and prints how long the strokes took. */
async function measure(page: Page, what: string, id: string) {
  const { ours, bare } = await page.evaluate(
    async ([id, strokes]) => {
      const field = document.getElementById(id) as HTMLInputElement;
      const beside = Object.assign(document.createElement('input'), { type: field.type });
      document.body.append(beside);
      const stroke = async (field: HTMLInputElement, nth: number) => {
        // A person's strokes come one by one, each after the last was drawn.
        await new Promise((drawn) => requestAnimationFrame(drawn));
        field.value = nth % 40 === 0 ? 'k' : `${field.value}k`;
        const began = performance.now();
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        // What follows from it is done in tasks of its own, before the next frame.
        await new Promise((done) => queueMicrotask(() => queueMicrotask(() => done(null))));
        return performance.now() - began;
      };
      const [ours, bare] = [[] as number[], [] as number[]];
      for (let nth = 0; nth < strokes; nth++) {
        ours.push(await stroke(field, nth));
        bare.push(await stroke(beside, nth));
      }
      beside.remove();
      return { ours, bare };
    },
    [id, STROKES] as const,
  );
  everywhere.push(...ours);
  say(what, ours, bare);
}

const say = (what: string, ours: number[], bare: number[]) =>
  console.log(`  key stroke, ${what}: p50 ${at(ours, 0.5)} ms, p99 ${at(ours, 0.99)} ms; in a bare field ${at(bare, 0.5)} and ${at(bare, 0.99)} ms`);

test('the check on a key stroke', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page);
  await toContact(page);
  await go(page);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await measure(page, 'company name', 'company_name');
  await measure(page, 'e-mail address', 'email');
  await measure(page, 'phone number', 'phone');
  // The longest page there is, with everything wrong at first.
  await page.goto('/dev/vocabulary?state=faulty');
  await ready(page);
  await measure(page, 'tax number on the sheet of reference', 'tax_number');
  await measure(page, 'amount on the sheet of reference', 'amount');
  await measure(page, 'password on the sheet of reference', 'password');
  await measure(page, 'e-mail in a row on the sheet of reference', 'contacts.a.contact_email');
  console.log(`  key stroke, all ${everywhere.length}: p50 ${at(everywhere, 0.5)} ms, p99 ${at(everywhere, 0.99)} ms, at a quarter of the speed`);
});
