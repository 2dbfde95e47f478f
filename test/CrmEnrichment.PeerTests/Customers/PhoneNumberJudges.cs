using PhoneNumbers;

namespace CrmEnrichment.PeerTests.Customers;

/// <summary>The two libraries: each says of a text the number in E.164 where it is valid, and otherwise null.</summary>
internal static class PhoneNumberJudges
{
    private static readonly PhoneNumberUtil s_ours = PhoneNumberUtil.GetInstance();

    /// <summary>One process for all of them.</summary>
    public static async Task<string?[]> PeerAsync(IEnumerable<Question> questions, CancellationToken ct)
    {
        var answers = await PeerProcess.AnswerAsync("phones.mjs", questions.Select(question => question.ToString()), ct);
        return [.. answers.Select(answer => answer is "-" ? null : answer)];
    }

    public static string? Ours(Question question)
    {
        try
        {
            var number = s_ours.Parse(question.Text, question.Region);
            return s_ours.IsValidNumber(number) ? s_ours.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
