import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const patienceMilliseconds = 30_000;

export interface TestBrowser {
  browser: Browser;
  /** A page of its own, in a fresh profile; what goes wrong in it fails `complaints`. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Errors in the console and refused or failed requests, of all pages so far. Must be empty. */
  complaints: string[];
  stop(): Promise<void>;
}

/** A real Chromium without a window. Its profile is a temporary folder, which goes with it. */
export async function startBrowser(): Promise<TestBrowser> {
  const { executable, environment } = await findChromium(process.env);
  const browser = await chromium.launch({
    executablePath: executable,
    args: flags,
    env: environment as Record<string, string>,
  });
  const complaints: string[] = [];
  return {
    browser,
    complaints,
    async open(url, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      context.setDefaultTimeout(patienceMilliseconds);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error.stack)));
      page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
      page.on(
        'response',
        (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`),
      );
      await page.goto(url);
      return page;
    },
    stop: () => browser.close(),
  };
}
