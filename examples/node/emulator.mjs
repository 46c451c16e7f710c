// Starts the emulator and controls it, for tests. Copy this beside your own tests.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One process for all tests. It ends with the process that started it, however that ends. */
export class Emulator {
  static async start() {
    const emulator = new Emulator();
    emulator.folder = mkdtempSync(join(tmpdir(), 'm2m-'));
    const log = join(emulator.folder, 'log');
    const options = ['serve', '--port', '0', '--management-port', '0', '--ephemeral', '--certs', join(emulator.folder, 'certs'),
      '--ready-json', '--exit-with-parent'];
    emulator.process = spawn(program(), options, { stdio: ['pipe', 'pipe', openSync(log, 'w')] });
    emulator.exit = once(emulator.process, 'exit');
    // It comes when the emulator accepts connections.
    for await (const line of createInterface({ input: emulator.process.stdout })) {
      emulator.management = JSON.parse(line).managementURL.replace(/\/$/, '');
      return emulator;
    }
    throw new Error(`the emulator did not start:\n${readFileSync(log, 'utf8')}`);
  }

  /** A user of its own with an empty history, a clock that stands still, and scenarios of its own if it wants. */
  async sandbox(order = {}) {
    const about = await call('POST', `${this.management}/environments/test/sandboxes`, order);
    const sandbox = new Sandbox(about);
    await sandbox.put('clock', { frozen: true });
    return sandbox;
  }

  async stop() {
    this.process.stdin.end();
    const [code] = await this.exit;
    assert.equal(code, 0, readFileSync(join(this.folder, 'log'), 'utf8'));
    rmSync(this.folder, { recursive: true });
  }
}

/** The certificate is the tenant: what is done with this one, nobody else sees. */
class Sandbox {
  constructor(about) {
    this.url = about.management.replace(/\/$/, '');
    this.baseURL = about.baseURL;
    this.serial = about.serial;
    this.certificate = about.certificate;
    this.identity = { pfx: Buffer.from(about.pkcs12, 'base64'), passphrase: about.pkcs12Password, ca: about.ca };
    this.slept = [];
    /** Instead of a timer: the sandbox's clock goes on, and the test does not wait. */
    this.sleep = async (seconds) => {
      this.slept.push(seconds);
      await this.put('clock', { advance: `${Math.round(seconds * 1000)}ms` });
    };
  }

  get = (path) => call('GET', `${this.url}/${path}`);
  put = (path, body) => call('PUT', `${this.url}/${path}`, body);
  post = (path, body) => call('POST', `${this.url}/${path}`, body);
  remove = () => call('DELETE', this.url);

  deliveries = async () => (await this.get('deliveries')).deliveries;
  journal = async () => (await this.get('journal')).entries;

  async storedBytes(deliveryId) {
    return Buffer.from(await (await fetch(`${this.url}/deliveries/${deliveryId}/file`)).arrayBuffer());
  }

  /** Asserts which calls came; what was expected and what came near it stands in the failure's text. */
  async verify(...expect) {
    const result = await this.post('journal/verify', { expect });
    assert.ok(result.verified, JSON.stringify(result, null, 2));
  }

  /** What the emulator's report card finds wrong with how the client behaved. */
  async failedRequirements() {
    const { rows } = await this.get('report-card?format=json');
    return rows.filter((row) => row.verdict === 'fail');
  }
}

async function call(method, url, body) {
  const options = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const answer = await fetch(url, options);
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${url}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** The program that M2M_EMULATOR names, else the one that was built in this repository. */
function program() {
  const built = ['release', 'debug'].map((kind) => fileURLToPath(new URL(`../../.build/${kind}/m2m-emulator`, import.meta.url)));
  const path = process.env.M2M_EMULATOR ?? built.find((file) => existsSync(file));
  assert.ok(path, "set M2M_EMULATOR to the emulator's program, or build it: make build");
  return path;
}
