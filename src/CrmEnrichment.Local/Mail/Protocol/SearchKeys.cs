using System.Globalization;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>What UID SEARCH asks for, as far as the product asks: UIDs, the day of arrival, and both.</summary>
internal static class SearchKeys
{
    /// <exception cref="InvalidDataException">Something else is asked for.</exception>
    public static Func<StoredMessage, bool> Read(IReadOnlyList<ImapToken> keys, uint last)
    {
        var conditions = new List<Func<StoredMessage, bool>>();
        var rest = new Queue<ImapToken>(keys.Where(key => !key.Is("(") && !key.Is(")")));
        while (rest.TryDequeue(out var key))
        {
            conditions.Add(key.Text.ToUpperInvariant() switch
            {
                "ALL" => _ => true,
                "UID" when rest.TryDequeue(out var set) && new UidSet(set.Text, last) is var uids => message => uids.Contains(message.Uid),
                "SINCE" when rest.TryDequeue(out var day) && Date(day.Text) is var since => message => message.ArrivedAt.UtcDateTime.Date >= since,
                "BEFORE" when rest.TryDequeue(out var day) && Date(day.Text) is var before => message => message.ArrivedAt.UtcDateTime.Date < before,
                _ => throw new InvalidDataException("This cannot be searched for."),
            });
        }

        return message => conditions.TrueForAll(condition => condition(message));
    }

    private static DateTime Date(string text) => DateTime.TryParseExact(text, "d-MMM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new InvalidDataException("A date is not understood.");
}
