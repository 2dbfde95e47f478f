using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Web.ScreenPop.Access;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.ScreenPop;

/// <summary>What an agent's frame gets: the page over a real socket, with the real executable behind it.</summary>
public sealed partial class AgentDesktop : IAsyncDisposable
{
    public const string Phone = "+13175550142", Query = "phone=%2B13175550142";

    private const string Section = "ScreenPop__";

    private readonly HttpClient _http = new();

    private AgentDesktop(EmbeddedCloud cloud) => Cloud = cloud;

    public EmbeddedCloud Cloud { get; }

    /// <summary>A customer of whom a lot is known.</summary>
    public static PretendCustomer Dana { get; } = new("CUST-70001", "ACCT-70001")
    {
        Phones = [Phone],
        LoyaltyTier = "Platinum",
        LastPurchaseDate = "2026-03-02",
        LifetimeValue = 14250.75m,
        Extra = new JsonObject
        {
            ["name"] = "Dana Łukasik",
            ["company"] = "Łukasik & Daughters",
            ["accountStatus"] = "active",
            ["vip"] = true,
            ["email"] = "dana@example.com",
            ["deals"] = new JsonArray(new JsonObject { ["id"] = 9, ["name"] = "Renewal 2027", ["amount"] = "48000", ["stage"] = "Proposal", ["closeDate"] = "2027-01-15" }),
            ["interactions"] = new JsonArray(new JsonObject { ["type"] = "Call", ["at"] = "2026-03-02T16:40:00Z", ["outcome"] = "Call back agreed", ["notes"] = "Wants the offer by mail." }),
            ["notes"] = "Prefers to be called after four.",
        },
    };

    /// <summary>Another one with her number, of whom little is known.</summary>
    public static PretendCustomer Sam { get; } = new("CUST-70002", "ACCT-70002") { Phones = [Phone], LoyaltyTier = "Silver", Extra = new JsonObject { ["name"] = "Sam Reyes" } };

    public static async Task<AgentDesktop> StartAsync(params (string Name, string Value)[] environment)
    {
        string[] fields = ["name", "company", "loyaltyTier", "accountStatus", "vip", "email", "deals", "interactions", "notes", "lifetimeValue", "lastPurchaseDate", "lastInteraction"];
        var variables = Patience.With([
            ("Http__BackOffBaseMs", "1"), ("Crm__Sources__0__IdMember", "id"),
            // The budget is what a test of its own is about.
            ("ScreenPop__BudgetMs", "5000"), ("ScreenPop__FirstMs", "2000"), ("ScreenPop__RecordLinks__0", "crm=https://crm.example.com/contacts/{id}"),
            .. fields.Select(field => ($"Crm__Sources__0__Fields__{field}", field)),
            .. environment,
        ]);
        var ofThePage = variables.ToLookup(variable => variable.Key.StartsWith(Section, StringComparison.Ordinal));
        return new AgentDesktop(await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            ScreenPop = ofThePage[true].ToDictionary(variable => variable.Key[Section.Length..], variable => variable.Value),
            Environment = ofThePage[false].ToDictionary(),
            Timeout = TimeSpan.FromSeconds(60),
        }));
    }

    /// <summary>In the place of the samples' caller.</summary>
    public void Know(params PretendCustomer[] customers)
    {
        Cloud.Crm.Remove(SampleCustomers.Platinum.Id);
        foreach (var customer in customers)
        {
            Cloud.Crm.Put(customer);
        }
    }

    public Task<HttpResponseMessage> SendAsync(string pathAndQuery, HttpMethod? method = null) => _http.SendAsync(
        new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(Cloud.Http.Url, pathAndQuery)), TestContext.Current.CancellationToken);

    /// <summary>As VICIdial's web form does: with its key in the path.</summary>
    public Task<string> OpenAsync(string query, int status = 200, string key = ScreenPopSecrets.Key, string part = "") => ReadAsync($"/{key}/screenpop{part}?{query}", status);

    public async Task<string> ReadAsync(string pathAndQuery, int status = 200)
    {
        using var response = await SendAsync(pathAndQuery);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status, page);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ");
        return page;
    }

    /// <summary>The address that a caller makes who can sign.</summary>
    public static string LinkTo(string query, DateTimeOffset expires, string key = ScreenPopSecrets.SigningKey)
    {
        (string, string)[] parameters = [.. query.Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], Uri.UnescapeDataString(pair[1]))), ("caller", ScreenPopSecrets.Signer), ("expires", $"{expires.ToUnixTimeSeconds()}")];
        return $"/screenpop?{SignedLink.Encode([.. parameters, ("signature", SignedLink.Sign(key, parameters))])}";
    }

    /// <summary>What a person reads, a space between any two elements.</summary>
    public static string TextOf(string page) => WebUtility.HtmlDecode(Spaces.Replace(Tag.Replace(page[Math.Max(page.IndexOf("<main", StringComparison.Ordinal), 0)..], " "), " ")).Trim();

    /// <summary>The value of an attribute, of the first element that has it.</summary>
    public static string? Attribute(string page, string name) =>
        Regex.Match(page, $" {name}=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups["value"].Value) : null;

    /// <summary>Where the page's links lead, in their order.</summary>
    public static IReadOnlyList<string> Links(string page) => [.. Link.Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["href"].Value))];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        var unexpected = Cloud.UnexpectedRequests;
        await Cloud.DisposeAsync();
        unexpected.ShouldBeEmpty();
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces { get; }

    [GeneratedRegex("<a [^>]*href=\"(?<href>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link { get; }
}
