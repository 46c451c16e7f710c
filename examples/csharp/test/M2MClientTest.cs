using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using NUnit.Framework;

/// <summary>The client against the emulator: what it has to survive, each in a sandbox of its own.</summary>
[TestFixture]
public class M2MClientTest
{
    const int Fragment = M2MClient.FragmentBytes;
    string folder;
    Emulator emulator;

    [TestFixtureSetUp]
    public void Start()
    {
        folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())).FullName;
        emulator = new Emulator(folder);
        // Mono trusts what is in its store, which the run has for itself (XDG_CONFIG_HOME). With .NET 8 or later this is not
        // needed: the connection is given the CA.
        var sync = Process.Start(new ProcessStartInfo("cert-sync", $"--quiet --user \"{emulator.Ready.ca}\"") { UseShellExecute = false });
        sync.WaitForExit();
        Assert.AreEqual(0, sync.ExitCode);
    }

    [TestFixtureTearDown]
    public void Stop()
    {
        emulator.Stop();
        Directory.Delete(folder, true);
    }

    [Test]
    public async Task ASmallFileIsReadIn() => await InSandbox(null, async (client, sandbox) =>
    {
        Assert.AreEqual("Inläst", (await client.DeliverAsync(Report("Innehav åäö.xml"), V40())).Status);
        Assert.AreEqual(new[] { "Innehav åäö.xml" }, (await sandbox.DeliveriesAsync()).Select(delivery => delivery.fileName));
    });

    [TestCase(1)]
    [TestCase(Fragment)]
    [TestCase(2 * Fragment + 1)]
    public async Task FragmentsArriveByteForByte(int size) => await InSandbox(null, async (client, sandbox) =>
    {
        var path = Report(size: size);
        var outcome = await client.DeliverAsync(path, V40());
        Assert.IsTrue(File.ReadAllBytes(path).SequenceEqual(await sandbox.StoredBytesAsync(outcome.DeliveryId)));
    });

    [Test]
    public async Task ABusyServerIsAskedAgainWhenItSays() => await InSandbox(
        Rule("endpoint: upload, fragment: first, occurrence: 1..2", "answer: {status: 503, headers: {Retry-After: 5}}"),
        async (client, sandbox) =>
        {
            Assert.IsTrue((await client.DeliverAsync(Report(), V40())).IsReadIn);
            Assert.AreEqual(new[] { 5, 5 }, sandbox.Slept.Take(2).Select(pause => pause.TotalSeconds));
            await sandbox.VerifyAsync(
                @"{""call"":""upload"",""status"":503,""times"":2},{""call"":""upload"",""status"":200,""times"":2}");
        });

    [TestCase(1)]
    [TestCase(Fragment)]
    public async Task ALostAnswerToTheLastFragmentMakesNoSecondDelivery(int size) => await InSandbox(
        Rule("endpoint: upload, fragment: last, occurrence: 1", "fault: {at: after-stored, do: close}"),
        async (client, sandbox) =>
        {
            var outcome = await client.DeliverAsync(Report(size: size), V40());
            Assert.IsTrue(outcome.IsReadIn);
            Assert.AreEqual(new[] { outcome.DeliveryId }, (await sandbox.DeliveriesAsync()).Select(delivery => delivery.id));
        });

    [Test]
    public async Task AFragmentThatBreaksOffIsSentAgain() => await InSandbox(
        Rule("endpoint: upload, fragment: 1, occurrence: 1", "fault: {at: {request-bytes: 1MiB}, do: reset}"),
        async (client, sandbox) =>
        {
            var path = Report(size: 2 * Fragment + 1);
            var outcome = await client.DeliverAsync(path, V40());
            Assert.IsTrue(File.ReadAllBytes(path).SequenceEqual(await sandbox.StoredBytesAsync(outcome.DeliveryId)));
            Assert.AreEqual(1, (await sandbox.DeliveriesAsync()).Length);
        });

    [Test]
    public async Task AForgottenSessionBeginsTheFileAnew() => await InSandbox(
        Rule("endpoint: upload, fragment: last, occurrence: 1, per: user", "event: forget-session"),
        async (client, sandbox) =>
        {
            Assert.IsTrue((await client.DeliverAsync(Report(size: Fragment), V40())).IsReadIn);
            await sandbox.VerifyAsync(
                @"{""call"":""heartbeat"",""times"":2},{""call"":""upload"",""code"":""session-unknown"",""times"":1}");
        });

    [Test]
    public async Task AFileStoppedByValidationIsCorrectedAndSentAgain() => await InSandbox(null, async (client, sandbox) =>
    {
        Assert.AreEqual("Ej Inläst", (await client.DeliverAsync(Report(content: "<Unexpected/>"), V40())).Status);
        Assert.IsTrue((await client.DeliverAsync(Report(), V40())).IsReadIn);
    });

    [Test]
    public async Task AfterASystemFaultTheWholeFileIsSentAgain() => await InSandbox(
        Rule("endpoint: upload, fragment: last, occurrence: 1, per: user", "status: [{state: system-fault}]"),
        async (client, sandbox) =>
        {
            Assert.IsTrue((await client.DeliverAsync(Report(), V40(), resends: 1)).IsReadIn);
            var statuses = (await sandbox.DeliveriesAsync()).Select(delivery => delivery.status.text).OrderBy(status => status);
            Assert.AreEqual(new[] { "Inläst", "Systemfel" }, statuses);
        });

    [Test]
    public async Task ARefusalIsToldInTheServersWords() => await InSandbox(null, async (client, sandbox) =>
    {
        var refusal = await Error<RefusedException>(client.DeliverAsync(Report(), V40("V99")));
        Assert.AreEqual("file-format-unknown", refusal.Code);
        StringAssert.IsMatch("was answered with 400: .*V99.*traceId", refusal.Message);
        Assert.IsEmpty(sandbox.Slept);
    }, "parameters-valid");

    [Test]
    public async Task ARevokedCertificateIsToldAtOnce() => await InSandbox(null, async (client, sandbox) =>
    {
        await sandbox.RevokeCertificateAsync();
        var refusal = await Error<RefusedException>(client.DeliverAsync(Report(), V40()));
        StringAssert.IsMatch("403: .*revoked", refusal.Message);
        Assert.IsEmpty(sandbox.Slept);
    }, "certificate-not-revoked");

    [Test]
    public async Task AServerOfAnUnknownCAGetsNothing()
    {
        var bad = new Emulator(folder, "--server-certificate untrusted");
        try
        {
            var ready = bad.Ready;
            var certificate = new X509Certificate2(ready.clientPKCS12, File.ReadAllText(ready.clientPKCS12Password).Trim());
            using (var connection = new M2MConnection(Localhost(ready.baseURL), certificate, new X509Certificate2(ready.ca)))
            {
                var error = await Error<M2MException>(new M2MClient(connection).DeliverAsync(Report(), V40()));
                StringAssert.Contains("do not accept each other's certificates", error.Message);
            }
            var journal = await Emulator.TextAsync("GET", ready.managementURL.TrimEnd('/') + "/environments/test/journal");
            StringAssert.DoesNotContain("/m2m/v2/", journal);
        }
        finally
        {
            bad.Stop();
        }
    }

    /// <summary>In the end the report card of what the client did must have no fail but those that the test is about.</summary>
    async Task InSandbox(string scenario, Func<M2MClient, Sandbox, Task> body, params string[] mayFail)
    {
        var sandbox = await emulator.SandboxAsync(scenario);
        var certificate = new X509Certificate2(Convert.FromBase64String(sandbox.About.pkcs12), sandbox.About.pkcs12Password);
        using (var connection = new M2MConnection(Localhost(sandbox.About.baseURL), certificate, new X509Certificate2(emulator.Ready.ca)))
        {
            await body(new M2MClient(connection, sandbox.SleepAsync), sandbox);
        }
        Assert.IsEmpty((await sandbox.FailedRequirementsAsync()).Except(mayFail));
        await sandbox.RemoveAsync();
    }

    /// <summary>Mono looks for host names only in a certificate, never for addresses.</summary>
    static string Localhost(string baseURL) => baseURL.Replace("//127.0.0.1:", "//localhost:");

    static Submission V40(string format = "V40") => new Submission
    {
        Organisation = "9990000045", Program = "VINN", Period = "2026-09-30", Format = format,
    };

    static async Task<T> Error<T>(Task task) where T : Exception
    {
        try
        {
            await task;
        }
        catch (T error)
        {
            return error;
        }
        throw new AssertionException("there was no " + typeof(T).Name);
    }

    /// <summary>An invented file of V40 with at least so many bytes, no two lines of which are the same.</summary>
    string Report(string name = "holdings.xml", int size = 0, string content = "")
    {
        var path = Path.Combine(folder, name);
        using (var writer = new StreamWriter(path))
        {
            writer.Write("<Report xmlns=\"http://scb.se/gdb/vinn\" ReportingAgentName=\"Exempelbanken\"");
            writer.Write(" ReportingAgentCode=\"9990000045\" ReferencePeriod=\"2026-09-30\">\n");
            for (var number = 0; size > 0 && number <= size / 100; number += 1) writer.Write($"<!-- {number:D90} -->\n");
            writer.Write(content + "</Report>\n");
        }
        return path;
    }

    static string Rule(string when, string then)
    {
        return $"scenario: test\nrules:\n  - name: rule\n    when: {{{when}}}\n    then: {{{then}}}\n";
    }
}
