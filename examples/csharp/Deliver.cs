using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

/// <summary>Delivers a file and waits for its final status. Exit codes: 0 Inläst, 1 any other end, 64 wrong usage.</summary>
public static class Deliver
{
    const string Usage = @"usage: Deliver [FILE]
In the environment: M2M_BASE_URL, M2M_PKCS12 and M2M_PKCS12_PASSWORD; M2M_CA (PEM file of the server's CA; .NET 8 or later);
M2M_ORGANISATION, M2M_PROGRAM, M2M_PERIOD, M2M_FORMAT, M2M_VERSION (may be left out); M2M_FILE where no FILE is given.";

    public static int Main(string[] arguments)
    {
        var path = arguments.Length == 1 ? arguments[0] : Value("M2M_FILE");
        var needed = new[] { "M2M_BASE_URL", "M2M_PKCS12", "M2M_ORGANISATION", "M2M_PROGRAM", "M2M_PERIOD", "M2M_FORMAT" };
        var missing = needed.Where(name => Value(name) == null).ToList();
        if (path == null || arguments.Length > 1 || missing.Count > 0)
        {
            if (missing.Count > 0) Console.Error.WriteLine("not set: " + string.Join(", ", missing));
            Console.Error.WriteLine(Usage);
            return 64;
        }
        return DeliverAsync(path).GetAwaiter().GetResult();
    }

    static async Task<int> DeliverAsync(string path)
    {
        try
        {
            var certificate = new X509Certificate2(Value("M2M_PKCS12"), Value("M2M_PKCS12_PASSWORD") ?? "");
            var ca = Value("M2M_CA") == null ? null : new X509Certificate2(Value("M2M_CA"));
            using (var connection = new M2MConnection(Value("M2M_BASE_URL"), certificate, ca))
            {
                var outcome = await new M2MClient(connection, tell: Console.Error.WriteLine).DeliverAsync(path, new Submission
                {
                    Organisation = Value("M2M_ORGANISATION"), Program = Value("M2M_PROGRAM"), Period = Value("M2M_PERIOD"),
                    Format = Value("M2M_FORMAT"), Version = Value("M2M_VERSION") ?? "",
                });
                Console.WriteLine(outcome.DeliveryId + " " + outcome.Status);
                return outcome.IsReadIn ? 0 : 1;
            }
        }
        catch (OutcomeUnknownException error)
        {
            Console.Error.WriteLine($"it is not known whether {path} was delivered: {error.Message}");
        }
        catch (Exception error) when (error is M2MException || error is IOException || error is CryptographicException)
        {
            Console.Error.WriteLine($"{path} was not delivered: {error.Message}");
        }
        return 1;
    }

    static string Value(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
