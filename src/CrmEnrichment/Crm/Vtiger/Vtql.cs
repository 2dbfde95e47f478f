namespace CrmEnrichment.Crm.Vtiger;

/// <summary>The one query that we write, in Vtiger's query language.</summary>
/// <remarks>
/// Vtiger passes literals on into SQL as they are, and quoting does not hold against a literal that ends in a backslash. Therefore names come
/// from the configuration, which checks them, and a literal holds nothing but digits and <c>%</c>.
/// </remarks>
internal static class Vtql
{
    /// <summary>More rows Vtiger does not give, whatever is asked for. Which of them is anybody's guess.</summary>
    public const int MostRows = 100;

    /// <summary>Records one of whose numbers holds the digits in this order, and some others between them, perhaps.</summary>
    public static string Search(VtigerModule module, IEnumerable<string> fields, string digits)
    {
        var pattern = Pattern(digits);
        return $"SELECT {string.Join(',', fields)} FROM {module.Name} WHERE {string.Join(" OR ", module.Phones.Select(phone => $"{phone} LIKE '{pattern}'"))};";
    }

    /// <summary><c>%1%2%3%</c>: numbers are kept as typed, with any separators between the digits and perhaps an extension behind them.</summary>
    /// <exception cref="ArgumentException">Without a digit everybody would be found.</exception>
    public static string Pattern(string digits)
    {
        var only = digits.Where(char.IsAsciiDigit).ToList();
        return only.Count > 0 ? $"%{string.Join('%', only)}%" : throw new ArgumentException("There is no digit to search for.", nameof(digits));
    }
}
