// The client against the emulator: what it has to survive, each in a sandbox of its own.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Emulator } from './emulator.mjs';
import { isReadIn, M2MClient, M2MError, Refused } from './m2m-client.mjs';

const FRAGMENT_BYTES = 9_216_000;
const v40 = { organisation: '9990000045', program: 'VINN', period: '2026-09-30', format: 'V40' };

/** An invented file of V40 with at least so many bytes, no two lines of which are the same. */
function report(folder, { name = 'holdings.xml', size = 0, content = '' } = {}) {
  const comments = Array.from({ length: size ? Math.floor(size / 100) + 1 : 0 }, (_, n) => `<!-- ${String(n).padStart(90, '0')} -->\n`);
  const path = join(folder, name);
  writeFileSync(path, `<Report xmlns="http://scb.se/gdb/vinn" ReportingAgentName="Exempelbanken" ReportingAgentCode="9990000045"`
    + ` ReferencePeriod="2026-09-30">\n${comments.join('')}${content}</Report>\n`);
  return path;
}

const rule = (when, then) => `scenario: test\nrules:\n  - name: rule\n    when: {${when}}\n    then: {${then}}\n`;

describe('The client', () => {
  let emulator;
  before(async () => { emulator = await Emulator.start(); });
  after(() => emulator.stop());

  /** A test with a sandbox and a client of its own. In the end the report card of what the client did must have no fail. */
  function inSandbox(name, { scenario, mayFail = [] }, body) {
    test(name, async () => {
      const sandbox = await emulator.sandbox(scenario ? { scenario } : {});
      const folder = mkdtempSync(join(tmpdir(), 'm2m-test-'));
      const client = new M2MClient({ baseURL: sandbox.baseURL, identity: sandbox.identity, sleep: sandbox.sleep });
      try {
        await body({ client, sandbox, folder });
        assert.deepEqual((await sandbox.failedRequirements()).filter((row) => !mayFail.includes(row.id)), []);
      } finally {
        client.close();
        await sandbox.remove();
        rmSync(folder, { recursive: true });
      }
    });
  }

  inSandbox('delivers a small file', {}, async ({ client, sandbox, folder }) => {
    const outcome = await client.deliver(report(folder, { name: 'Innehav åäö.xml' }), v40);
    assert.equal(outcome.status, 'Inläst');
    assert.deepEqual((await sandbox.deliveries()).map((delivery) => delivery.fileName), ['Innehav åäö.xml']);
  });

  for (const size of [1, FRAGMENT_BYTES, 2 * FRAGMENT_BYTES + 1]) {
    inSandbox(`delivers a file of ${size} bytes byte for byte`, {}, async ({ client, sandbox, folder }) => {
      const path = report(folder, { size });
      const outcome = await client.deliver(path, v40);
      assert.ok(readFileSync(path).equals(await sandbox.storedBytes(outcome.deliveryId)));
    });
  }

  const busy = rule('endpoint: upload, fragment: first, occurrence: 1..2', 'answer: {status: 503, headers: {Retry-After: 5}}');
  inSandbox('asks a busy server again when it says', { scenario: busy }, async ({ client, sandbox, folder }) => {
    assert.ok(isReadIn(await client.deliver(report(folder), v40)));
    assert.deepEqual(sandbox.slept.slice(0, 2), [5, 5]);
    await sandbox.verify({ call: 'upload', status: 503, times: 2 }, { call: 'upload', status: 200, times: 2 });
  });

  const lost = rule('endpoint: upload, fragment: last, occurrence: 1', 'fault: {at: after-stored, do: close}');
  for (const size of [1, FRAGMENT_BYTES]) {
    inSandbox(`makes one delivery of ${size} bytes when the answer to -1 is lost`, { scenario: lost }, async ({ client, sandbox, folder }) => {
      const outcome = await client.deliver(report(folder, { size }), v40);
      assert.ok(isReadIn(outcome));
      assert.deepEqual((await sandbox.deliveries()).map((delivery) => delivery.id), [outcome.deliveryId]);
    });
  }

  const broken = rule('endpoint: upload, fragment: 1, occurrence: 1', 'fault: {at: {request-bytes: 1MiB}, do: reset}');
  inSandbox('sends a fragment again that broke off', { scenario: broken }, async ({ client, sandbox, folder }) => {
    const path = report(folder, { size: 2 * FRAGMENT_BYTES + 1 });
    const outcome = await client.deliver(path, v40);
    assert.ok(readFileSync(path).equals(await sandbox.storedBytes(outcome.deliveryId)));
    assert.equal((await sandbox.deliveries()).length, 1);
  });

  const forgotten = rule('endpoint: upload, fragment: last, occurrence: 1, per: user', 'event: forget-session');
  inSandbox('begins anew when the session is forgotten', { scenario: forgotten }, async ({ client, sandbox, folder }) => {
    assert.ok(isReadIn(await client.deliver(report(folder, { size: FRAGMENT_BYTES }), v40)));
    await sandbox.verify({ call: 'heartbeat', times: 2 }, { call: 'upload', code: 'session-unknown', times: 1 });
  });

  inSandbox('tells of a file that validation stopped', {}, async ({ client, folder }) => {
    const outcome = await client.deliver(report(folder, { content: '<Unexpected/>' }), v40);
    assert.equal(outcome.status, 'Ej Inläst');
    assert.ok(isReadIn(await client.deliver(report(folder), v40)), 'the corrected file');
  });

  const fault = rule('endpoint: upload, fragment: last, occurrence: 1, per: user', 'status: [{state: system-fault}]');
  inSandbox('sends the whole file again after Systemfel', { scenario: fault }, async ({ client, sandbox, folder }) => {
    assert.ok(isReadIn(await client.deliver(report(folder), v40, 1)));
    assert.deepEqual((await sandbox.deliveries()).map((delivery) => delivery.status.text).sort(), ['Inläst', 'Systemfel']);
  });

  inSandbox("tells a refusal in the server's words, and does not repeat the call", { mayFail: ['parameters-valid'] }, async ({ client, sandbox, folder }) => {
    await assert.rejects(client.deliver(report(folder), { ...v40, format: 'V99' }), (error) => {
      assert.ok(error instanceof Refused);
      assert.equal(error.code, 'file-format-unknown');
      assert.match(error.message, /was answered with 400: .*V99.*traceId/);
      return true;
    });
    assert.deepEqual(sandbox.slept, []);
  });

  inSandbox('tells a revoked certificate at once', { mayFail: ['certificate-not-revoked'] }, async ({ client, sandbox, folder }) => {
    await sandbox.post(`certificates/${sandbox.serial}/revoke`);
    await assert.rejects(client.deliver(report(folder), v40), /403: .*revoked/);
    assert.deepEqual(sandbox.slept, []);
  });

  inSandbox('sends nothing to a server of an unknown CA', {}, async ({ sandbox, folder }) => {
    const identity = { ...sandbox.identity, ca: sandbox.certificate }; // any certificate that did not sign the server's
    const client = new M2MClient({ baseURL: sandbox.baseURL, identity, sleep: sandbox.sleep });
    await assert.rejects(client.deliver(report(folder), v40), (error) => error instanceof M2MError && /certificates/.test(error.message));
    assert.deepEqual(await sandbox.journal(), []);
    client.close();
  });
});
