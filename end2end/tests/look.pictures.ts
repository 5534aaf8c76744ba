
import { test } from '@playwright/test';
import { signIn } from '../fixtures/portico';
test('look', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(page);
  await page.goto('/settings'); await page.waitForTimeout(800);
  await page.screenshot({ path: '/tmp/look/settings.png', fullPage: true });
});
