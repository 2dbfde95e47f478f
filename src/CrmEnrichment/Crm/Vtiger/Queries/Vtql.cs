using System.Globalization;

namespace CrmEnrichment.Crm.Vtiger.Queries;

/// <summary>The queries that we write, in Vtiger's query language.</summary>
/// <remarks>
/// Vtiger passes literals on into SQL as they are, and quoting does not hold against a literal that ends in a backslash. Therefore names come
/// from the configuration, which checks them, and a literal holds nothing but digits and <c>%</c>, or is a record's id (<c>12x3</c>) or a time.
/// </remarks>
internal static class Vtql
{
    /// <summary>More rows Vtiger does not give, whatever is asked for. Without an order, which of them is anybody's guess.</summary>
    public const int MostRows = 100;

    /// <summary>Of a time, which is UTC.</summary>
    public const string TimeForm = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Records one of whose numbers holds the digits in this order, and some others between them, perhaps.</summary>
    /// <param name="module">Where.</param>
    /// <param name="fields">What is read of them.</param>
    /// <param name="digits">What is searched.</param>
    /// <param name="canary">The id of a record that is to come in any case.</param>
    /// <param name="newestBy">The field by which the newest come first: it nearly doubles what a search costs.</param>
    public static string Search(VtigerModule module, IEnumerable<string> fields, string digits, string? canary = null, string? newestBy = null)
    {
        var pattern = Pattern(digits);
        var conditions = module.Phones.Select(phone => $"{phone} LIKE '{pattern}'").Concat(canary is null ? [] : [$"id='{canary}'"]);
        return $"SELECT {string.Join(',', fields)} FROM {module.Name} WHERE {string.Join(" OR ", conditions)}{(newestBy is null ? "" : $" ORDER BY {newestBy} DESC")};";
    }

    /// <summary>Records that have changed at a time or later, the oldest change first.</summary>
    /// <param name="module">Where.</param>
    /// <param name="changedAt">The field with that time.</param>
    /// <param name="since">To the second.</param>
    /// <param name="canary">The id of a record that is to come in any case.</param>
    public static string Changed(VtigerModule module, string changedAt, DateTimeOffset since, string? canary) => string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT id,{changedAt} FROM {module.Name} WHERE {changedAt} >= '{since.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)}'{(canary is null ? "" : $" OR id='{canary}'")} ORDER BY {changedAt} ASC LIMIT {MostRows};");

    /// <summary>One record. Unlike one that is retrieved, a lead that was converted is not there any more.</summary>
    public static string ById(VtigerModule module, IEnumerable<string> fields, string id, string? canary) =>
        $"SELECT {string.Join(',', fields)} FROM {module.Name} WHERE id='{id}'{(canary is null ? "" : $" OR id='{canary}'")};";

    /// <summary>Opportunities, the one that was changed last first, whether open or closed: conditions cannot be grouped where one of them is the canary's.</summary>
    /// <param name="link">The field with whose they are.</param>
    /// <param name="stage">The field with the stage.</param>
    /// <param name="id">Whose.</param>
    /// <param name="canary">The id of a record that is to come in any case.</param>
    public static string Potentials(string link, string stage, string id, string? canary) => string.Create(
        CultureInfo.InvariantCulture, $"SELECT id,{link},{stage} FROM {VtigerModule.Potentials.Name} WHERE {link}='{id}'{(canary is null ? "" : $" OR id='{canary}'")} ORDER BY modifiedtime DESC LIMIT {MostRows};");

    /// <summary>Tickets with a number. It may be given several times.</summary>
    /// <param name="fields">What is read of them.</param>
    /// <param name="number">Letters, digits, dashes and underscores only: it comes from outside.</param>
    /// <param name="canary">The id of a record that is to come in any case.</param>
    public static string TicketByNumber(IEnumerable<string> fields, string number, string? canary) =>
        $"SELECT {string.Join(',', fields)} FROM {VtigerModule.HelpDesk.Name} WHERE ticket_no='{number}'{(canary is null ? "" : $" OR id='{canary}'")};";

    /// <summary>Comments that hold a marker, of whatever record: conditions cannot be grouped where one of them is the canary's.</summary>
    /// <param name="marker">Letters and digits only.</param>
    /// <param name="canary">The id of a record that is to come in any case.</param>
    public static string CommentsWith(string marker, string? canary) =>
        $"SELECT id,related_to,commentcontent FROM {VtigerModule.ModComments.Name} WHERE commentcontent LIKE '%{marker}%'{(canary is null ? "" : $" OR id='{canary}'")};";

    /// <summary>Tickets whose description holds a marker.</summary>
    /// <param name="marker">Letters and digits only.</param>
    /// <param name="canary">The id of a record that is to come in any case.</param>
    public static string TicketsWith(string marker, string? canary) =>
        $"SELECT id,description FROM {VtigerModule.HelpDesk.Name} WHERE description LIKE '%{marker}%'{(canary is null ? "" : $" OR id='{canary}'")};";

    /// <summary>Contacts that have an address in one of the fields.</summary>
    /// <param name="fields">With addresses.</param>
    /// <param name="address">Letters, digits, dots, dashes, plus, underscores and one @ only: it comes from outside.</param>
    /// <param name="canary">The id of a record that is to come in any case.</param>
    public static string ContactsByEmail(IReadOnlyList<string> fields, string address, string? canary) =>
        $"SELECT id,{string.Join(',', fields)} FROM {VtigerModule.Contacts} WHERE {string.Join(" OR ", fields.Select(field => $"{field}='{address}'"))}{(canary is null ? "" : $" OR id='{canary}'")};";

    /// <summary>Any record of the module.</summary>
    public static string Any(VtigerModule module) => $"SELECT id FROM {module.Name} LIMIT 1;";

    /// <summary><c>%1%2%3%</c>: numbers are kept as typed, with any separators between the digits and perhaps an extension behind them.</summary>
    /// <exception cref="ArgumentException">Without a digit everybody would be found.</exception>
    public static string Pattern(string digits)
    {
        var only = digits.Where(char.IsAsciiDigit).ToList();
        return only.Count > 0 ? $"%{string.Join('%', only)}%" : throw new ArgumentException("There is no digit to search for.", nameof(digits));
    }
}
