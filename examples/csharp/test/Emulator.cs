using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Threading.Tasks;

/// <summary>Starts the emulator and controls it, for tests: one process for all of them. Copy this beside your own.</summary>
public sealed class Emulator
{
    static readonly HttpClient Http = new HttpClient(new HttpClientHandler { UseProxy = false });

    readonly Process process;

    public Emulator(string folder, string moreOptions = "")
    {
        var options = "serve --port 0 --management-port 0 --ephemeral --ready-json --exit-with-parent --log-level warning";
        process = Process.Start(new ProcessStartInfo(Program(), $"{options} --certs \"{Path.Combine(folder, "certs")}\" {moreOptions}")
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        });
        var line = process.StandardOutput.ReadLine(); // it comes when the emulator accepts connections
        if (line == null) throw new InvalidOperationException("the emulator did not start; the reason is on standard error");
        Ready = Json<ReadyObject>(line);
    }

    public ReadyObject Ready { get; }

    /// <summary>
    /// A user of its own with an empty history, a clock that stands still, and, unless null, a scenario of its own. Mono needs
    /// an RSA key.
    /// </summary>
    public async Task<Sandbox> SandboxAsync(string scenario)
    {
        var order = new Dictionary<string, string> { { "keyType", "rsa-2048" } };
        if (scenario != null) order.Add("scenario", scenario);
        var url = Ready.managementURL.TrimEnd('/') + "/environments/test/sandboxes";
        var sandbox = new Sandbox(Json<SandboxObject>(await TextAsync("POST", url, Json(order))));
        await sandbox.PutAsync("clock", "{\"frozen\":true}");
        return sandbox;
    }

    public void Stop()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException("the emulator ended with " + process.ExitCode);
    }

    /// <summary>The program that M2M_EMULATOR names, else the one that was built in this repository.</summary>
    static string Program()
    {
        var built = new[] { "release", "debug" }.Select(kind => Path.Combine(".build", kind, "m2m-emulator"));
        return Environment.GetEnvironmentVariable("M2M_EMULATOR") ?? built.First(File.Exists);
    }

    public static async Task<string> TextAsync(string method, string url, string body = null)
    {
        return Encoding.UTF8.GetString(await BytesAsync(method, url, body));
    }

    public static async Task<byte[]> BytesAsync(string method, string url, string body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (body != null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using (var answer = await Http.SendAsync(request))
        {
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            if (answer.IsSuccessStatusCode) return bytes;
            throw new InvalidOperationException($"{method} {url}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(bytes)}");
        }
    }

    public static T Json<T>(string text)
    {
        using (var stream = new MemoryStream(Encoding.UTF8.GetBytes(text)))
        {
            return (T)new DataContractJsonSerializer(typeof(T)).ReadObject(stream);
        }
    }

    static string Json(Dictionary<string, string> members)
    {
        var settings = new DataContractJsonSerializerSettings { UseSimpleDictionaryFormat = true };
        using (var stream = new MemoryStream())
        {
            new DataContractJsonSerializer(typeof(Dictionary<string, string>), settings).WriteObject(stream, members);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }
}

/// <summary>The certificate is the tenant: what is done with this one, nobody else sees.</summary>
public sealed class Sandbox
{
    public readonly SandboxObject About;
    public readonly List<TimeSpan> Slept = new List<TimeSpan>();
    readonly string url;

    public Sandbox(SandboxObject about)
    {
        About = about;
        url = about.management.TrimEnd('/');
    }

    /// <summary>Instead of Task.Delay: the sandbox's clock goes on, and the test does not wait.</summary>
    public Task SleepAsync(TimeSpan pause)
    {
        Slept.Add(pause);
        var milliseconds = ((long)pause.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return PutAsync("clock", "{\"advance\":\"" + milliseconds + "ms\"}");
    }

    public Task PutAsync(string path, string body) => Emulator.TextAsync("PUT", $"{url}/{path}", body);

    public async Task<DeliveryObject[]> DeliveriesAsync()
    {
        return Emulator.Json<DeliveriesObject>(await Emulator.TextAsync("GET", url + "/deliveries")).deliveries;
    }

    public Task<byte[]> StoredBytesAsync(string deliveryId) => Emulator.BytesAsync("GET", $"{url}/deliveries/{deliveryId}/file");

    public Task RevokeCertificateAsync() => Emulator.TextAsync("POST", $"{url}/certificates/{About.serial}/revoke");

    /// <summary>Asserts which calls came; what was expected and what came near it stands in the failure's text.</summary>
    public async Task VerifyAsync(string expect)
    {
        var result = await Emulator.TextAsync("POST", url + "/journal/verify", "{\"expect\":[" + expect + "]}");
        if (!Emulator.Json<VerifiedObject>(result).verified) throw new InvalidOperationException(result);
    }

    /// <summary>What the emulator's report card finds wrong with how the client behaved.</summary>
    public async Task<string[]> FailedRequirementsAsync()
    {
        var card = Emulator.Json<CardObject>(await Emulator.TextAsync("GET", url + "/report-card?format=json"));
        return card.rows.Where(row => row.verdict == "fail").Select(row => row.id).ToArray();
    }

    public Task RemoveAsync() => Emulator.TextAsync("DELETE", url);
}

// The parts of the control API's objects that the tests use.
#pragma warning disable 649
[DataContract]
public sealed class ReadyObject
{
    [DataMember] public string managementURL, baseURL, ca, clientPKCS12, clientPKCS12Password;
}

[DataContract]
public sealed class SandboxObject
{
    [DataMember] public string baseURL, serial, pkcs12, pkcs12Password, management;
}

[DataContract]
public sealed class DeliveriesObject
{
    [DataMember] public DeliveryObject[] deliveries;
}

[DataContract]
public sealed class DeliveryObject
{
    [DataMember] public string id, fileName;
    [DataMember] public StatusObject status;
}

[DataContract]
public sealed class StatusObject
{
    [DataMember] public string text;
}

[DataContract]
public sealed class VerifiedObject
{
    [DataMember] public bool verified;
}

[DataContract]
public sealed class CardObject
{
    [DataMember] public CardRow[] rows;
}

[DataContract]
public sealed class CardRow
{
    [DataMember] public string id, verdict;
}
