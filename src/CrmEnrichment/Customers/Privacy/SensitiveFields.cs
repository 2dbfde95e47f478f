using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Customers.Privacy;

/// <summary>Fields that never leave the directory, whatever is configured: social security and payment card numbers, passwords, bank accounts.</summary>
/// <remarks>Told by their names, in any spelling: <c>SSN</c>, <c>credit_card</c>, <c>cardNumber</c>, <c>Bank-Account</c>, <c>accountIBAN</c>.</remarks>
public static partial class SensitiveFields
{
    /// <summary>As a word of the name: "ssn" is in "businessName" too.</summary>
    private static readonly HashSet<string> s_words = new(StringComparer.Ordinal)
    {
        "ssn", "pwd", "pin", "cvv", "cvc", "iban", "pan", "card", "cards",
    };

    /// <summary>Anywhere in the name without its separators and digits.</summary>
    private static readonly string[] s_parts =
    [
        "socialsec", "password", "passwd", "passphrase", "passcode", "creditcard", "debitcard", "paymentcard", "bankcard", "cardnumber", "cardno",
        "cardnum", "ccnumber", "ccnum", "bankacc", "routingnumber", "sortcode", "securitycode",
    ];

    /// <summary>Enough for the members of any CRM. Whose members have ever new names is judged anew each time.</summary>
    private const int MostNames = 2_000;

    private static readonly ConcurrentDictionary<string, bool> s_judged = new(StringComparer.Ordinal);
    private static int s_names;

    /// <param name="name">Of a customer's field, or of a CRM's member; dots lead into objects.</param>
    public static bool Has(string name)
    {
        if (s_judged.TryGetValue(name, out var judged))
        {
            return judged;
        }

        judged = Judge(name);

        // Counted here: the dictionary's own count takes all of its locks.
        if (Volatile.Read(ref s_names) < MostNames && s_judged.TryAdd(name, judged))
        {
            Interlocked.Increment(ref s_names);
        }

        return judged;
    }

    private static bool Judge(string name)
    {
        var words = Word.Matches(name).Select(word => word.Value.ToLowerInvariant()).ToList();
        var joined = string.Concat(words);
        return words.Exists(s_words.Contains)
            || Array.Exists(s_parts, part => joined.Contains(part, StringComparison.Ordinal))
            || joined.StartsWith("ssn", StringComparison.Ordinal) || joined.EndsWith("ssn", StringComparison.Ordinal);
    }

    /// <summary>A run of capitals (<c>SSN</c> in <c>SSNLast4</c>), a capitalised or a small word. Digits only number them: <c>card2_number</c>.</summary>
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word { get; }
}
