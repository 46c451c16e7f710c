using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;

/// <summary>An answer, read whole.</summary>
public sealed class Answer
{
    public int Status;
    public string Body;
    public TimeSpan RetryAfter;

    /// <summary>The answer as an object of JSON; null where it is none.</summary>
    public T As<T>() where T : class
    {
        try
        {
            using (var stream = new MemoryStream(Encoding.UTF8.GetBytes(Body)))
            {
                return new DataContractJsonSerializer(typeof(T)).ReadObject(stream) as T;
            }
        }
        catch (SerializationException)
        {
            return null;
        }
    }
}

/// <summary>Single calls to the interface: TLS with both certificates, the cookies, a fragment as a form.</summary>
public sealed class M2MConnection : IDisposable
{
    readonly HttpClient http;
    readonly CookieContainer cookies = new CookieContainer();

    /// <param name="certificate">With its private key; from a PKCS#12 file or from a store of Windows.</param>
    /// <param name="ca">
    /// The CA of the server's certificate, with .NET 8 or later. Where it is null, and with older ones, the machine's trusted
    /// CAs count.
    /// </param>
    public M2MConnection(string baseURL, X509Certificate2 certificate, X509Certificate2 ca = null)
    {
        var tls = new SslClientAuthenticationOptions
        {
            ClientCertificates = new X509CertificateCollection { certificate },
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
#if NET8_0_OR_GREATER
        if (ca != null)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { ca },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }
#endif
        var handler = new SocketsHttpHandler
        {
            SslOptions = tls, CookieContainer = cookies, UseProxy = false, AllowAutoRedirect = false,
        };
        http = new HttpClient(handler)
        {
            BaseAddress = new Uri(baseURL.EndsWith("/") ? baseURL : baseURL + "/"), // without the slash, 'v2' would be lost
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    public void Dispose()
    {
        http.Dispose();
    }

    /// <summary>GET, or POST where there is content.</summary>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public async Task<Answer> ExchangeAsync(string target, byte[] content, int length)
    {
        try
        {
            using (var form = new MultipartFormDataContent())
            {
                // The file's name is in the path; that of the part counts for nothing.
                if (content != null) form.Add(new ByteArrayContent(content, 0, length), "File", "fragment");
                var call = content == null ? http.GetAsync(target) : http.PostAsync(target, form);
                using (var response = await call.ConfigureAwait(false))
                {
                    var body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
                    return new Answer { Status = (int)response.StatusCode, Body = body, RetryAfter = RetryAfter(response) };
                }
            }
        }
        catch (TaskCanceledException)
        {
            throw new HttpRequestException("nothing came in " + http.Timeout.TotalSeconds + " s");
        }
    }

    public void ForgetSession()
    {
        foreach (Cookie cookie in cookies.GetCookies(http.BaseAddress)) cookie.Expired = true;
    }

    /// <summary>Whether one side refused the other's certificate, which no repetition mends.</summary>
    public static bool IsCertificateTrouble(Exception error)
    {
        for (var reason = error; reason != null; reason = reason.InnerException)
        {
            if (reason is AuthenticationException) return true;
        }
        return false;
    }

    static TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var field = response.Headers.RetryAfter;
        var wait = field?.Delta ?? field?.Date - DateTimeOffset.UtcNow ?? TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
