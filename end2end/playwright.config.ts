// Every test runs twice: with the WASM (`hydrated`) and without JavaScript (`plain`). What needs the WASM is named *.hydrate.spec.ts.
import { defineConfig } from '@playwright/test';

const port = process.env.PORTICO_PORT ?? '3100';
const server = `env -u DATABASE_URL "${process.env.PORTICO_BIN}" --demo --listen 127.0.0.1:${port} --sandbox 127.0.0.1:0`;
// Postgres refuses root, so the server runs as an account without rights where we are root.
const account = process.env.PORTICO_AS;
const command = account ? `exec setpriv --reuid=${account} --regid=$(id -g ${account}) --clear-groups env HOME=${process.env.PORTICO_HOME} ${server}` : `exec ${server}`;

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  workers: 2,
  // Against hanging, not for speed: that is the bench's. A machine of two busy cores takes three times as long as an idle one, and its disk
  // may keep a database waiting for longer than anybody would.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    // Without pictures and snapshots: with them every press of a key costs two hundred milliseconds.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: true },
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: {
    command,
    cwd: '/',
    env: { PORTICO_SITE: process.env.PORTICO_SITE ?? '', PORTICO_DATA: process.env.PORTICO_DATA ?? '', PORTICO_POSTGRES_DIR: process.env.PORTICO_POSTGRES_DIR ?? '' },
    url: `http://localhost:${port}/readyz`,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'pipe',
  },
  projects: [
    { name: 'hydrated', testIgnore: /pictures|bench|html/ },
    { name: 'plain', testIgnore: [/\.hydrate\.spec\.ts$/, /pictures|bench/], use: { javaScriptEnabled: false } },
    { name: 'screenshots', testMatch: /pictures/ },
    { name: 'bench', testMatch: /\.bench\.ts$/ },
  ],
});
