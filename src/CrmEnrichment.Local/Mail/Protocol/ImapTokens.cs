using System.Text;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>Reads the words of one line.</summary>
internal static class ImapTokens
{
    /// <exception cref="InvalidDataException">A quote is not closed.</exception>
    public static IEnumerable<ImapToken> Of(string line)
    {
        for (var i = 0; i < line.Length;)
        {
            switch (line[i])
            {
                case ' ':
                    i++;
                    break;
                case '"':
                    yield return new(Quoted(line, ref i), IsText: true);
                    break;
                case '(' or ')':
                    yield return new(line[i++].ToString(), IsText: false);
                    break;
                default:
                    yield return new(Word(line, ref i), IsText: false);
                    break;
            }
        }
    }

    private static string Quoted(string line, ref int i)
    {
        var text = new StringBuilder();
        while (++i < line.Length && line[i] is not '"')
        {
            i += line[i] is '\\' && i + 1 < line.Length ? 1 : 0;
            text.Append(line[i]);
        }

        if (i++ >= line.Length)
        {
            throw new InvalidDataException("A quote is not closed.");
        }

        return text.ToString();
    }

    /// <summary>Until a space or parenthesis; those in brackets, as in <c>BODY[HEADER.FIELDS (DATE)]</c>, belong to it.</summary>
    private static string Word(string line, ref int i)
    {
        var (begin, isBracketed) = (i, false);
        while (i < line.Length && (isBracketed || line[i] is not (' ' or '(' or ')')))
        {
            isBracketed = line[i] switch { '[' => true, ']' => false, _ => isBracketed };
            i++;
        }

        return line[begin..i];
    }
}
