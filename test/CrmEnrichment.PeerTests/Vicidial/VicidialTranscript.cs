using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace CrmEnrichment.PeerTests.Vicidial;

/// <summary>A request to a real VICIdial (2.14-202 and 2.14-82), and what it answered.</summary>
/// <param name="Case">The file's number and the case's: <c>02/7</c>.</param>
/// <param name="Url">With its query.</param>
/// <param name="Form">Null for a GET.</param>
/// <param name="At">When it was answered, as far as the recording tells.</param>
internal sealed partial record VicidialTranscript(string Case, string Title, string Url, string? Form, int Status, string Body, DateTimeOffset? At)
{
    private static readonly string? s_folder = SharedContracts.Find("vicidial");

    /// <summary>Skips the test where there are none.</summary>
    public static IReadOnlyList<VicidialTranscript> Of(string file)
    {
        Assert.SkipWhen(s_folder is null, "../shared/contracts/vicidial is not beside the repository, so there are no recorded answers to compare with.");
        var text = File.ReadAllText(Path.Combine(s_folder, file));
        return [.. Start.Split(text).Skip(1).Select(part => Read(file[..2], part))];
    }

    public HttpRequestMessage Request(Uri vicidial) => new(Form is null ? HttpMethod.Get : HttpMethod.Post, new Uri(vicidial, Url))
    {
        Content = Form is null ? null : new StringContent(Form, encoding: null, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")),
    };

    private static VicidialTranscript Read(string file, string part)
    {
        var lines = part.Split('\n');
        var number = lines[0][..lines[0].IndexOf('.', StringComparison.Ordinal)];
        var request = lines[1].Split(' ');
        var body = Unescape(Repr.Match(part).Groups["body"].Value);
        return new(
            $"{file}/{number}",
            lines[0],
            request[1],
            request[0] is "POST" ? lines[4] : null,
            int.Parse(Answer.Match(part).Groups["status"].Value, CultureInfo.InvariantCulture),
            body,
            Time(body, part));
    }

    /// <summary>The second is in most answers that set a flag; a refused login's statement has the time of a quarter of an hour before. Else it is in what the table held.</summary>
    private static DateTimeOffset? Time(string body, string part) =>
        Before.Match(body) is { Success: true } before ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(before.Groups["epoch"].Value, CultureInfo.InvariantCulture)).AddMinutes(15)
        : Epoch.Match(body) is { Success: true } epoch ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(epoch.Value, CultureInfo.InvariantCulture))
        : Row.Match(part) is { Success: true } row ? DateTimeOffset.ParseExact($"{row.Groups["at"].Value} -05:00", "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)
        : null;

    /// <summary>As Python writes bytes.</summary>
    private static string Unescape(string text) => Escape.Replace(text, found => found.Value[1] switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        _ => found.Value[1..],
    });

    [GeneratedRegex(@"^### (?=\d+\. )", RegexOptions.Multiline, 10_000)]
    private static partial Regex Start { get; }

    [GeneratedRegex(@"^HTTP (?<status>\d+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Answer { get; }

    [GeneratedRegex("""^repr: b(?<quote>['"])(?<body>.*)\k<quote>$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Repr { get; }

    [GeneratedRegex(@"last_login_date\) < (?<epoch>\d+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Before { get; }

    [GeneratedRegex(@"(?<=[|: ])1795\d{6}\b", RegexOptions.None, 10_000)]
    private static partial Regex Epoch { get; }

    [GeneratedRegex(@"^  -> .*(?<at>2026-11-20 \d\d:\d\d:\d\d)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"\\.", RegexOptions.None, 10_000)]
    private static partial Regex Escape { get; }
}
