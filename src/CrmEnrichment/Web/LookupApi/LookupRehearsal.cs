using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Customers;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.Web.Routes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>One request with a key, answered in memory, so that the first real one finds its code compiled.</summary>
internal static class LookupRehearsal
{
    private const string Key = "nobody's", SecretId = "rehearsal";

    public static WarmUpStep Step(PhoneNumberReader numbers, LookupOptions options, TimeProvider time) =>
        new("code of the look-up API", WarmUpKind.Code, ct => Router(numbers, options, time).AnswerAsync(Request, ct));

    private static ApiRequest Request => new(
        "GET",
        "/customers",
        $"phone={Uri.EscapeDataString(DirectoryRehearsal.Number)}&interaction_id=rehearsal",
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["x-api-key"] = Key },
        Body: "",
        IamPrincipal: null);

    private static ApiRouter Router(PhoneNumberReader numbers, LookupOptions options, TimeProvider time)
    {
        var callers = new CallerOptions { KeysSecretId = SecretId };
        var secrets = new KeysInMemory();
        var route = new LookupCustomer(
            DirectoryRehearsal.Directory(secrets, time), numbers, options, new CustomersOptions(), new CustomerAnswer(options, time), new ProcessStart(), time, NullLogger<LookupCustomer>.Instance);
        return new(
            [route],
            new CallerAuthentication(callers, secrets, time, NullLogger<CallerAuthentication>.Instance),
            new RequestRate(new MemoryStateStore(time), callers, time, NullLogger<RequestRate>.Instance),
            new Metrics(TextWriter.Null, time, nameof(LookupRehearsal)),
            time,
            NullLogger<ApiRouter>.Instance);
    }

    private sealed class KeysInMemory : ISecrets
    {
        private static readonly string s_keys =
            $$$"""{"rehearsal": {"sha256": "{{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}}}", "audience": "Context"}}""";

        public ValueTask<string> ReadAsync(string secretId, CancellationToken ct) => new(s_keys);

        public ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct) => new(s_keys);
    }
}
