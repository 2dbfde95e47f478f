namespace CrmEnrichment.Customers.Numbers;

/// <summary>Numbers that are words: some carriers put ANONYMOUS and its like through a keypad, and Twilio hands the result on as a caller.</summary>
internal static class WithheldNumbers
{
    public static bool Contain(ReadOnlySpan<char> digits) => digits is
        "266696687" or    // ANONYMOUS
        "7378742833" or   // RESTRICTED
        "86282452253" or  // UNAVAILABLE
        "2562533" or      // BLOCKED
        "8656696" or      // UNKNOWN
        "8566696";        // UNKNOWN, as it is misspelt in the wild
}
