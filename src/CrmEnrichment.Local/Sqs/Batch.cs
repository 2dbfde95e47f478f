using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.Sqs;

/// <summary>What the three batch calls have in common: the rules for entries, and that each succeeds or fails for itself.</summary>
internal static partial class Batch
{
    public static JsonObject Handle(AwsCall call, Func<AwsCall, JsonObject> handle, Func<AwsCall, int>? size = null)
    {
        var entries = Entries(call);
        if (size is not null && entries.Sum(e => size(e.Call)) is var bytes and > MessageSize.Limit)
        {
            throw SqsErrors.BatchTooLong(bytes);
        }

        var (successful, failed) = (new JsonArray(), new JsonArray());
        foreach (var (id, entry) in entries)
        {
            try
            {
                var result = handle(entry);
                result["Id"] = id;
                successful.Add(result);
            }
            catch (AwsException e)
            {
                failed.Add(new JsonObject { ["Id"] = id, ["Code"] = e.QueryCode ?? e.Type, ["Message"] = e.Message, ["SenderFault"] = true });
            }
        }

        var response = new JsonObject();
        if (successful.Count > 0)
        {
            response["Successful"] = successful;
        }

        if (failed.Count > 0)
        {
            response["Failed"] = failed;
        }

        return response;
    }

    private static List<(string Id, AwsCall Call)> Entries(AwsCall call)
    {
        var entries = new List<(string Id, AwsCall Call)>();
        foreach (var entry in call.Array("Entries") ?? [])
        {
            var one = call with { Body = entry as JsonObject ?? throw new AwsException("SerializationException", "An entry must be a structure.") };
            var id = one.Text("Id") ?? throw SqsErrors.Missing("Id");
            if (!ValidId().IsMatch(id))
            {
                throw SqsErrors.InvalidEntryId();
            }

            if (entries.Exists(e => string.Equals(e.Id, id, StringComparison.Ordinal)))
            {
                throw SqsErrors.IdsNotDistinct(id);
            }

            entries.Add((id, one));
        }

        return entries.Count switch
        {
            0 => throw SqsErrors.EmptyBatch(),
            > 10 => throw SqsErrors.TooManyEntries(entries.Count),
            _ => entries,
        };
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,80}$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ValidId();
}
