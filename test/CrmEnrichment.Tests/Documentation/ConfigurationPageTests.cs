using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Dispositions;
using CrmEnrichment.Tests.Deployment;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.Web.LookupApi;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/configuration.md against the options classes and what they make of an empty configuration.</summary>
public static class ConfigurationPageTests
{
    private const string Required = "required";
    private const string Empty = "empty";

    private static readonly Page s_page = Page.Read("docs/configuration.md");

    /// <summary>key → type, default, range, meaning, example.</summary>
    private static readonly Dictionary<string, string[]> s_documented = s_page.Rows
        .Where(row => row.Length == 6 && Page.CodeIn(row[0]).Count == 1)
        .ToDictionary(row => Page.CodeIn(row[0])[0], row => row[1..]);

    /// <summary>What has to be set, and a value for it.</summary>
    private static readonly Dictionary<string, string> s_least = new()
    {
        ["Genesys__SecretId"] = "genesys",
        ["Crm__Sources__0__Name"] = "crm",
        ["Crm__Sources__0__Url"] = "https://crm.example.com",
        ["Crm__Sources__0__SecretId"] = "crm",
        ["DeadLetters__QueueUrl"] = "https://sqs.example.com/1/dead-letters",
    };

    /// <summary>The same where a journal is kept.</summary>
    private static readonly Dictionary<string, string> s_leastOfJournal = new()
    {
        ["Journal__QueueUrl"] = "https://sqs.example.com/1/journal",
        ["Journal__Crms__0"] = "crm",
    };

    /// <summary>The same where a CRM tells what has changed.</summary>
    private static readonly Dictionary<string, string> s_leastOfChanges = new()
    {
        ["Changes__Senders__0__Source"] = "crm",
        ["Changes__Senders__0__SecretId"] = "changes",
    };

    /// <summary>The same of Twilio.</summary>
    private static readonly Dictionary<string, string> s_leastOfTwilio = new()
    {
        ["Twilio__SecretId"] = "twilio",
        ["Twilio__WorkspaceSid"] = "WS00000000000000000000000000000001",
    };

    /// <summary>The same of VICIdial's APIs.</summary>
    private static readonly Dictionary<string, string> s_leastOfVicidialApi = new()
    {
        ["VicidialApi__Url"] = "https://dialer.example.com",
        ["VicidialApi__SecretId"] = "vicidial-api",
    };

    public static TheoryData<string> Keys => [.. s_documented.Keys];

    [Fact]
    public static void Every_key_of_the_code_is_documented() =>
        ConfigurationKeys.Patterns().Where(pattern => !s_documented.Keys.Any(key => Matches(Sample(key), pattern))).ShouldBeEmpty();

    [Fact]
    public static void No_documented_key_is_invented() =>
        s_documented.Keys.Where(key => !ConfigurationKeys.Know(Sample(key))).ShouldBeEmpty();

    [Fact]
    public static void The_keys_called_required_are_those_that_the_code_misses()
    {
        // A source with nothing but a priority, so that its own required keys are missed too, and the same of a journal.
        var problems = Problems(new()
        {
            ["Crm__Sources__0__Priority"] = "1",
            ["Twilio__AttributePrefix"] = "crm_",
            ["Journal__Owners__0__Crm"] = "crm",
            ["Journal__FollowUps__0__Vip"] = "false",
            ["Changes__Senders__0__Scheme"] = "Signed",
            ["ScreenPop__FirstMs"] = "200",
            ["VicidialApi__Source"] = "CRM",
            ["Calls__ConfirmMs"] = "4000",
            ["Leads__Senders__0__Scheme"] = "Signed",
            ["Leads__Lists__0__WhenCountry"] = "DE",
            ["Mail__Mailboxes__0__Folder"] = "INBOX",
        });

        problems.ShouldAllBe(problem => problem.Contains(" is not set: ", StringComparison.Ordinal));
        problems.Select(problem => problem.Split(' ')[0]).ShouldBe(
            s_documented.Where(row => row.Value[1] == Required).Select(row => Sample(row.Key)), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Keys))]
    public static void A_default_is_what_the_code_takes_when_nothing_is_set(string key)
    {
        var documented = s_documented[key][1];
        if (documented != Required)
        {
            (documented == Empty ? [""] : Page.CodeIn(documented)).ShouldBe(Default(key));
        }
    }

    // The problem that the code reports names the range, so a value that fits nothing brings it to light.
    [Theory, MemberData(nameof(Keys))]
    public static void A_range_is_the_one_that_the_code_names(string key)
    {
        var range = s_documented[key][2];
        var bounded = range.StartsWith("from ", StringComparison.Ordinal) || range.StartsWith("one of ", StringComparison.Ordinal);
        bounded.ShouldBe(s_documented[key][0] is "number" or "duration" or "choice");
        if (bounded)
        {
            Problems(With(key, "no such value")).ShouldHaveSingleItem().ShouldEndWith($"{range}.");
        }
    }

    [Theory, MemberData(nameof(Keys))]
    public static void An_example_is_taken(string key) => Problems(With(key, Page.CodeIn(s_documented[key][4]).Single())).ShouldBeEmpty();

    [Fact]
    public static void The_shortest_configuration_starts()
    {
        var settings = s_page.CodeBlocks("sh").First().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1]);

        Problems(settings).ShouldBeEmpty();
        settings.Keys.ShouldBe(s_least.Keys, ignoreOrder: true);
    }

    [Fact]
    public static void The_list_of_problems_is_the_codes()
    {
        var settings = new Dictionary<string, string>(s_least) { ["Genesys__Regoin"] = "mypurecloud.ie", ["Customers__DeadlineMs"] = "5 s" };
        settings.Remove("Genesys__SecretId");

        var message = Should.Throw<InvalidConfigurationException>(() => AllSections.Read(Configuration(settings))).Message;

        s_page.CodeBlocks("text").First().TrimEnd().ShouldBe(message);
    }

    [Theory]
    [InlineData("1.00:00:00", 24)]
    [InlineData("23:00:00", 23)]
    public static void Durations_are_read_as_the_page_says(string text, int hours) =>
        AllSections.Read(Configuration(With("Genesys__MaxEventAge", text))).Genesys.MaxEventAge.ShouldBe(TimeSpan.FromHours(hours));

    [Fact]
    public static void A_day_written_as_hours_is_refused_and_not_taken_for_24_days() =>
        Should.Throw<InvalidConfigurationException>(() => AllSections.Read(Configuration(With("Genesys__MaxEventAge", "24:00:00"))))
            .Message.ShouldContain("Genesys__MaxEventAge is '24:00:00'");

    [Fact]
    public static void The_file_beside_the_executable_changes_no_default()
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "src/CrmEnrichment.Functions/appsettings.json")).Build();
        foreach (var (path, value) in file.AsEnumerable().Where(setting => setting.Value is not null))
        {
            Default(path.Replace(":", "__", StringComparison.Ordinal)).ShouldBe([value!]);
        }
    }

    private static bool Matches(string key, string pattern) => new Regex($"^({pattern})$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).IsMatch(key);

    [Fact]
    public static void The_variables_of_sam_local_have_the_values_that_the_page_gives()
    {
        var documented = s_page.Rows
            .SkipWhile(row => row is not ["key", "value", "because"]).Skip(1)
            .SelectMany(row => Page.CodeIn(row[0]).Zip(Repeated(Page.CodeIn(row[1])))).ToList();
        documented.Count.ShouldBeGreaterThan(5);
        var functions = JsonElement.Parse(Repository.Read("events/env.json")).EnumerateObject().ToList();
        foreach (var (key, value) in documented)
        {
            // These have only the sections that they read.
            var said = functions.Where(function => function.Value.TryGetProperty(key, out _)).ToList();
            said.Select(function => function.Value.GetProperty(key).GetString()).Distinct().ShouldBe([value], key);
            functions.Except(said).Select(function => function.Name).ShouldBeSubsetOf(
                key.StartsWith("Twilio__", StringComparison.Ordinal) ? functions.Select(function => function.Name).Except(["TwilioEvents"]) : ["LookupCustomer", "ScreenPop", "ClickToCall", "CrmChanged", "PollCrmChanges", "TwilioEvents", "VicidialCalls", "SyncDisposition", "ReconcileVicidial", "ReceiveLeads", "InjectLead", "UpdateTickets"], key);
        }

        static IEnumerable<string> Repeated(IReadOnlyList<string> values) => values.Concat(Enumerable.Repeat(values[^1], 3));
    }

    /// <summary>N and NAME stand for any number and any name.</summary>
    private static string Sample(string key) => string.Join("__", key.Replace("ScreenPop__Members__NAME", "ScreenPop__Members__tier", StringComparison.Ordinal).Replace("Members__NAME", "Members__account_status", StringComparison.Ordinal)
        .Replace("LastContact__NAME", "LastContact__outcome", StringComparison.Ordinal).Replace("Caller__NAME", "Caller__email", StringComparison.Ordinal)
        .Split("__").Select(step => step switch
        {
            "NAME" => "owner",
            "N" => "0",
            _ => step,
        }));

    private static Dictionary<string, string> With(string key, string value)
    {
        var settings = LeastFor(key);
        if (key.StartsWith("Crm__Sources__N__Sql__Journal__", StringComparison.Ordinal))
        {
            // Statements about one table go together.
            foreach (var statement in new[] { "Insert", "Select", "Update", "CustomerInsert", "CustomerSelect" })
            {
                settings[$"Crm__Sources__0__Sql__Journal__{statement}"] = "SELECT * FROM calls WHERE tracking_id = @tracking_id";
            }
        }

        if (key.StartsWith("Crm__Sources__N__Sql__Dispositions__", StringComparison.Ordinal))
        {
            settings["Crm__Sources__0__Sql__Dispositions__Find"] = "SELECT id, do_not_contact FROM callers WHERE id = @id";
            settings["Crm__Sources__0__Sql__Dispositions__MarkDoNotContact"] = "UPDATE callers SET do_not_contact = TRUE WHERE id = @id";
            settings["Crm__Sources__0__Sql__Dispositions__SetStage"] = $"UPDATE deals SET stage = @stage WHERE id = {(key.EndsWith("FindDeal", StringComparison.Ordinal) ? "@deal" : "@id")}";
        }

        if (key is "Crm__Sources__N__RequestsASecond")
        {
            // It is counted there.
            settings["State__Table"] = "state";
        }

        if (key is "Changes__Senders__N__OrganizationId")
        {
            // No other scheme knows one.
            (settings["Crm__Sources__0__Kind"], settings["Changes__Senders__0__Scheme"]) = ("Salesforce", "Salesforce");
        }

        if (key is "Leads__Senders__N__OrganizationId")
        {
            (settings["Crm__Sources__0__Kind"], settings["Leads__Senders__0__Scheme"]) = ("Salesforce", "Salesforce");
        }

        if (key is "Leads__Lists__N__WhenField" or "Leads__Lists__N__WhenValue")
        {
            // Each is refused without the other.
            (settings["Leads__Lists__0__WhenField"], settings["Leads__Lists__0__WhenValue"]) = ("tier", "hot");
        }

        settings[Sample(key)] = value;
        if (key.StartsWith("Journal__Vip", StringComparison.Ordinal))
        {
            // Each is refused without the other.
            settings.TryAdd("Journal__VipField", "loyaltyTier");
            settings.TryAdd("Journal__VipValues__0", "Platinum");
        }

        return settings;
    }

    /// <summary>A setting that only one kind of source has stands under the kind's name, and needs a source of that kind.</summary>
    private static Dictionary<string, string> LeastFor(string key)
    {
        var least = new Dictionary<string, string>(s_least);
        if (key.Split("__") is ["Crm", "Sources", "N", var kind, _, ..] && AllKinds.List.Any(known => known.Name == kind))
        {
            least["Crm__Sources__0__Kind"] = kind;
            if (kind is "Sql" or "HubSpot")
            {
                least.Remove("Crm__Sources__0__Url");
            }

            if (kind is "Http")
            {
                least["Crm__Sources__0__Fields__tier"] = "tier";

                // It finds nobody, so another source has to.
                least["Crm__Sources__1__Name"] = "finder";
                least["Crm__Sources__1__Url"] = "https://finder.example.com";
                least["Crm__Sources__1__SecretId"] = "finder";
                least["Crm__Sources__1__Fields__customerId"] = "id";
                least["Crm__Sources__1__Fields__crmAccountId"] = "account";
            }
        }

        if (key.StartsWith("Journal__", StringComparison.Ordinal))
        {
            least = new(least.Concat(s_leastOfJournal).Concat(key.Split("__")[1] switch
            {
                "Owners" => [new("Journal__Owners__0__Agent", "agent@example.com"), new("Journal__Owners__0__Owner", "7")],
                "FollowUps" => [new("Journal__FollowUps__0__Name", "call-back"), new("Journal__FollowUps__0__Title", "Call back")],
                _ => Array.Empty<KeyValuePair<string, string>>(),
            }));
        }

        if (key.StartsWith("Twilio__", StringComparison.Ordinal))
        {
            least = new(least.Concat(s_leastOfTwilio));
        }

        if (key.StartsWith("VicidialApi__", StringComparison.Ordinal))
        {
            least = new(least.Concat(s_leastOfVicidialApi));
        }

        if (key.StartsWith("Changes__", StringComparison.Ordinal))
        {
            least = new(least.Concat(s_leastOfChanges));
            if (key.Split("__")[1] is "Polled")
            {
                least["Crm__Sources__0__Kind"] = "Vtiger";
            }
        }

        if (key.StartsWith("Leads__Senders__", StringComparison.Ordinal))
        {
            (least["Leads__Senders__0__Source"], least["Leads__Senders__0__SecretId"]) = ("crm", "leads");
        }
        else if (key.StartsWith("Leads__Lists__", StringComparison.Ordinal))
        {
            least["Leads__Lists__0__List"] = "201";
            least[key is "Leads__Lists__N__WhenCountry" ? "Leads__Lists__0__WhenSource" : "Leads__Lists__0__WhenCountry"] = key is "Leads__Lists__N__WhenCountry" ? "web" : "DE";
        }
        else if (key.StartsWith("Leads__", StringComparison.Ordinal))
        {
            least["Leads__KeysSecretId"] = key is "Leads__KeysSecretId" ? "" : "keys";
            least["Leads__PauseMs"] = "75";
        }

        if (key.StartsWith("Mail__", StringComparison.Ordinal))
        {
            (least["Mail__Mailboxes__0__Name"], least["Mail__Mailboxes__0__Host"], least["Mail__Mailboxes__0__SecretId"]) = ("desk", "imap.example.com", "mailbox");
        }

        if (key.StartsWith("ScreenPop__", StringComparison.Ordinal))
        {
            least["ScreenPop__KeysSecretId"] = "keys";
        }

        if (key.StartsWith("Calls__", StringComparison.Ordinal))
        {
            least["Calls__KeysSecretId"] = "keys";
        }

        if (key is "Lookup__TwilioSecretId")
        {
            least["Lookup__PublicUrl"] = "https://lookup.example.com";
        }

        return least;
    }

    private static IReadOnlyCollection<string> Problems(Dictionary<string, string> settings)
    {
        try
        {
            AllSections.Read(Configuration(settings));
            return [];
        }
        catch (InvalidConfigurationException e)
        {
            return e.Problems;
        }
    }

    private static IConfiguration Configuration(Dictionary<string, string> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
        .Build();

    /// <summary>What the options hold when only the least is set; several for a list, the fields' names for a map.</summary>
    private static IReadOnlyList<string> Default(string key)
    {
        var options = AllSections.Read(Configuration(LeastFor(key)));
        if (key is "Genesys__ApiUrl" or "Genesys__LoginUrl")
        {
            var address = key is "Genesys__ApiUrl" ? options.Genesys.Api : options.Genesys.Login;
            return [address.GetLeftPart(UriPartial.Authority).Replace(options.Genesys.Region, "{Region}", StringComparison.Ordinal)];
        }

        if (key is "Genesys__InteractionLink")
        {
            return [options.Genesys.InteractionLink!.Replace(options.Genesys.Region, "{Region}", StringComparison.Ordinal)];
        }

        if (key.StartsWith("Dispositions__Map__", StringComparison.Ordinal) || key.StartsWith("Dispositions__Campaigns__", StringComparison.Ordinal))
        {
            // Of a code that is not in the article.
            return [$"{typeof(DispositionRule).GetProperty(key.Split("__")[^1])!.GetValue(new DispositionRule())}"];
        }

        object? value = options;
        foreach (var step in key.Split("__").Where(step => step is not "NAME"))
        {
            if (value is CrmSourceOptions source && source.GetType().GetProperty(step) is null)
            {
                // What only the kind has stands in a section of its own, but for Rest.
                value = source.Own;
                if (step == source.Kind.Name)
                {
                    continue;
                }
            }

            value = step is "N" ? value is IEnumerable<string> ? value : ((IEnumerable)value!).Cast<object>().First()
                : value is LookupOptions lookup && typeof(CallerOptions).GetProperty(step) is { } ofCallers ? ofCallers.GetValue(lookup.Callers)
                : value!.GetType().GetProperty(step)!.GetValue(value);
        }

        return value switch
        {
            IReadOnlyDictionary<string, string> map => [.. map.Keys],
            IEnumerable<string> list => [.. list],
            TimeSpan duration => [duration.ToString("c", CultureInfo.InvariantCulture)],
            _ => [Convert.ToString(value, CultureInfo.InvariantCulture)!],
        };
    }
}
