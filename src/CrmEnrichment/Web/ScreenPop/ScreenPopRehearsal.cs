using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Customers;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.State;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.Web.ScreenPop.Access;
using CrmEnrichment.Web.ScreenPop.Asking;
using CrmEnrichment.Web.ScreenPop.Page;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmEnrichment.Web.ScreenPop;

/// <summary>One page with a key, written in memory, so that the first real one finds its code compiled.</summary>
internal static class ScreenPopRehearsal
{
    private const string Key = "nobody's";

    public static WarmUpStep Step(PhoneNumberReader numbers, TimeProvider time) => new("code of screen pops", WarmUpKind.Code, ct => Door(numbers, time).AnswerAsync(
        new ApiRequest("GET", $"/{Key}/screenpop", $"phone={Uri.EscapeDataString(DirectoryRehearsal.Number)}", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), Body: "", IamPrincipal: null), ct));

    private static ScreenPopDoor Door(PhoneNumberReader numbers, TimeProvider time)
    {
        var options = new ScreenPopOptions { KeysSecretId = nameof(ScreenPopRehearsal) };
        var (secrets, store) = (new KeysInMemory(), new MemoryStateStore(time));
        return new(
            options,
            new CustomersOptions(),
            new ScreenPopAccess(options.KeysSecretId, options.LongestLink, secrets, time, NullLogger<ScreenPopAccess>.Instance),
            new RequestRate(store, new CallerOptions(), time, NullLogger<RequestRate>.Instance),
            new CustomerSearch(DirectoryRehearsal.Directory(secrets, time), time),
            new VendorCodes(store, "rehearsal"),
            new PopPage(options, time),
            numbers,
            new ProcessStart(),
            new Metrics(TextWriter.Null, time, nameof(ScreenPopRehearsal)),
            time,
            NullLogger<ScreenPopDoor>.Instance);
    }

    private sealed class KeysInMemory : ISecrets
    {
        private static readonly string s_keys = $$$"""{"rehearsal": {"sha256": "{{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}}}", "audience": "Context"}}""";

        public ValueTask<string> ReadAsync(string secretId, CancellationToken ct) => new(s_keys);

        public ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct) => new(s_keys);
    }
}
