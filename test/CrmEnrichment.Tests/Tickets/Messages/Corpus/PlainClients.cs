namespace CrmEnrichment.Tests.Tickets.Messages.Corpus;

/// <summary>The text/plain parts that the usual clients write.</summary>
internal static class PlainClients
{
    private const string Signature = "-- \nJohn Doe\nExample Ltd, 1 Example Street\n+1 555 0100";

    public static IEnumerable<CorpusMessage> Of(Language language)
    {
        var words = string.Join("\n\n", language.Words);
        var (first, rest) = (language.Words[0], string.Join("\n\n", language.Words[1..]));
        var quote = Quoted(string.Join("\n\n", language.Quoted));
        var bare = string.Join("\n\n", language.Quoted);
        var headers = Headers(language, "Anna Bell <support@example.com>");
        (string Name, string Text)[] top =
        [
            ("Gmail", $"{words}\n\n{Wrap(language.Gmail)}\n\n{quote}\n"),
            ("Gmail with a signature", $"{words}\n\n{Signature}\n\n\n{Wrap(language.Gmail)}\n\n{quote}\n"),
            ("Gmail, no blank line above", $"{words}\n{Wrap(language.Gmail)}\n\n{quote}\n"),
            ("Gmail, deep", $"{words}\n\n{Wrap(language.Gmail)}\n\n{quote}\n>\n> {language.Apple}\n>\n{Quoted(Quoted(bare))}\n>>> {bare.Split('\n')[0]}\n"),
            ("Outlook", $"{words}\n\n-----{language.Original}-----\n{headers}\n\n{bare}\n"),
            ("Outlook with a signature", $"{words}\n\n{Signature}\n\n-----{language.Original}-----\n{headers}\n\n{bare}\n"),
            ("Outlook, newer", $"{words}\r\n\r\n{headers.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n\r\n{bare}\r\n"),
            ("Outlook on the web", $"{words}\n________________________________\n{headers}\n\n{bare}\n"),
            ("Outlook for iOS", $"{words}\n\n{language.App}<https://aka.ms/o0ukef>\n________________________________\n{headers}\n\n{bare}\n"),
            ("Outlook, bold labels", $"{words}\n\n{Headers(language, "Anna Bell <support@example.com>", "*")}\n\n{bare}\n"),
            ("Apple Mail", $"{words}\n\n{language.Apple}\n> \n{quote}\n"),
            ("iPhone", $"{words}\n\n{language.Device}\n\n> {language.Apple}\n> \n> \uFEFF{quote[2..]}\n"),
            ("Yahoo", $"{words}\n\n    {language.Gmail}  \n \n  {bare.Replace("\n", "\n ", StringComparison.Ordinal)}\n"),
            ("Samsung", $"{words}\n\n\n{language.Device.Replace("iPhone", "Galaxy", StringComparison.Ordinal)}\n\n-------- {language.Original} --------\n{headers}\n\n{bare}\n"),
            ("K-9", $"{words}\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n\n-------- {language.Original} --------\n{headers}\n\n{bare}\n"),
            ("K-9 with signs", $"{words}\n\n{language.Gmail}\n{quote}\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n"),
            ("Lotus Notes", $"{words}\n\n\nAnna Bell ---02/03/2026 10:22:11---{language.Quoted[0]}\n\n{headers.Replace(": ", ":\t", StringComparison.Ordinal)}\n\n\n\n{bare}\n"),
            ("our own mail", $"{words}\n\n{CorpusMessage.Separator}\n{bare}\n"),
            ("our own mail, quoted", $"{words}\n\n{Wrap(language.Gmail)}\n\n> {CorpusMessage.Separator}\n{quote}\n"),
        ];
        foreach (var (name, text) in top)
        {
            yield return CorpusMessage.Answer($"{name}, text, {language.Code}", language.Subject, words, text);
        }

        yield return CorpusMessage.Answer($"Thunderbird, below, text, {language.Code}", language.Subject, words, $"{language.Thunderbird}\n{quote}\n\n{words}\n\n{Signature}\n");
        yield return CorpusMessage.Answer($"Thunderbird, between, text, {language.Code}", language.Subject, words,
            $"{language.Thunderbird}\n> {language.Quoted[0]}\n\n{first}\n\n> {language.Quoted[1]}\n{rest}\n\n{Signature}\n");
        yield return CorpusMessage.Answer($"Gmail, between, text, {language.Code}", language.Subject, words,
            $"{Wrap(language.Gmail)}\n\n> {language.Quoted[0]}\n>\n\n{first}\n\n> {language.Quoted[1]}\n>\n\n{rest}\n");
    }

    public static string Headers(Language language, string from, string bold = "") => string.Join('\n', new[] { from, "2026-03-02 10:22", "John Doe <john@example.org>", language.Subject }
        .Select((value, at) => $"{bold}{language.Labels[at]}:{bold} {value}"));

    private static string Quoted(string text) => string.Join('\n', text.Split('\n').Select(line => $"> {line}".TrimEnd()));

    /// <summary>At 72 columns, as Gmail does with its own line too.</summary>
    private static string Wrap(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= 72)
            {
                lines.Add("");
            }

            lines[^1] += (lines[^1].Length > 0 ? " " : "") + word;
        }

        return string.Join('\n', lines);
    }
}
