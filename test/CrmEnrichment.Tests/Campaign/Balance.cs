using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Event by event: what was sent against what was written and what is kept.</summary>
internal sealed class Balance
{
    private readonly List<string> _problems = [];

    private Balance(IReadOnlyList<Account> accounts) => Accounts = accounts;

    public IReadOnlyList<Account> Accounts { get; }

    /// <summary>Where the account does not balance.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public static Balance Draw(CrashCampaign campaign, EmbeddedCloud cloud)
    {
        var deliveries = campaign.Deliveries.ToLookup(d => d.Event.Marker);
        var patches = cloud.Genesys.Requests.Where(r => r.Method is "PATCH").ToLookup(r => r.Path);
        var sends = cloud.AwsRequests.Where(r => r.Operation is "AmazonSQS.SendMessage").ToLookup(r => CampaignEvent.FindMarker(r.Body));
        var letters = HostileLetters.Without(cloud.DeadLetters.Bodies).Select(Kept.Read).ToLookup(k => k.Marker);
        var balance = new Balance([.. campaign.Events.Select(e => new Account(e)
        {
            Deliveries = [.. deliveries[e.Marker]],
            Patches = e.Write is null ? [] : [.. patches[e.Write.Path].Where(p => !JsonNode.DeepEquals(JsonNode.Parse(p.Body), e.Write.FailureBody))],
            Sends = [.. sends[e.Marker]],
            Letters = [.. letters[e.Marker]],
            IsWritten = e.Write?.IsOn(cloud.Genesys) is true,
        })]);

        foreach (var account in balance.Accounts)
        {
            balance.Check(account);
        }

        var known = campaign.Events.Select(e => e.Marker).ToHashSet(StringComparer.Ordinal);
        var places = campaign.Events.Select(e => e.Write?.Path).OfType<string>().ToHashSet(StringComparer.Ordinal);
        balance._problems.AddRange(letters.Where(l => l.Key is null || !known.Contains(l.Key)).Select(l => $"the queue holds {l.Count()} letters of {l.Key ?? "nobody"}, which was never sent"));
        balance._problems.AddRange(patches.Where(p => !places.Contains(p.Key)).Select(p => $"PATCH {p.Key} belongs to no event"));
        balance._problems.AddRange(sends.SelectMany(s => s).Where(s => Kept.Read(Sent(s.Body)).Reason is "Unexpected").Select(s => $"a bug was met: {s.Body}"));
        return balance;
    }

    private static string Sent(string request) => JsonElement.Parse(request).GetProperty("MessageBody").GetString()!;

    private void Check(Account account)
    {
        if (account.Event.IsMalformed)
        {
            CheckMalformed(account);
        }
        else if (account.Event.Write is null)
        {
            Require(account, account.Letters.Count == 0, "is not ours and was kept");
        }
        else
        {
            CheckEnrichable(account, account.Event.Write);
        }

        var kept = account.Event.Kept();
        var copies = account.Deliveries.Select(d => (account.Event with { Payload = d.Payload }).Kept()).Append(kept).ToList();
        Require(account, account.Letters.All(l => copies.Exists(c => JsonElement.DeepEquals(c, l.Event))), "has a letter with another content");
    }

    private void CheckEnrichable(Account account, ContextWrite write)
    {
        Require(account, account.IsWritten || account.Letters.Count > 0, "IS LOST: neither written nor kept");
        Require(account, account.Letters.All(l => !l.IsRetryable), "could be replayed and was not");
        Require(account, account.Letters.All(l => l.Reason is "Forbidden" or "Rejected"), "is kept for a reason that nobody gave");

        // A write whose answer was cut has failed as far as the product knows, and so may its replay at the CRM: the status then says Failed, and a letter is kept.
        Require(account, account.Writes == 0 || account.IsWritten || account.Letters.Count > 0, "was written, and Genesys holds something else");
        Require(account, account.Patches.All(p => JsonNode.DeepEquals(JsonNode.Parse(p.Body), write.Body)), "was written with a wrong content");
    }

    /// <summary>Once for each delivery. A second letter needs a reason: a repeated attempt, or an answer from the queue that was cut.</summary>
    private void CheckMalformed(Account account)
    {
        Require(account, account.Letters.All(l => l.Reason is "InvalidEvent"), "is malformed and kept as something else");
        Require(account, account.Letters.Count >= account.Deliveries.Count, "IS LOST: malformed, and not kept for every delivery");
        Require(account, !account.IsUndisturbed || account.Letters.Count == account.Deliveries.Count, "is malformed and kept twice for no reason");
    }

    private void Require(Account account, bool holds, string otherwise)
    {
        if (!holds)
        {
            var ends = string.Join(", ", account.Deliveries.Select(d => $"{d.End} after {d.Outcome.Attempts.Count} attempt(s) as {d.Outcome.RequestId}"));
            _problems.Add($"{account.Event.Marker} ({account.Event.Kind}) {otherwise}. Deliveries: {ends}. PATCHes: {account.Patches.Count}, written {account.Writes}. Letters: {string.Join(", ", account.Letters.Select(l => l.Reason))}");
        }
    }
}
