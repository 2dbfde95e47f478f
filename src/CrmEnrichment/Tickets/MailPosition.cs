using System.Globalization;

namespace CrmEnrichment.Tickets;

/// <summary>Up to where a mailbox is handled.</summary>
/// <param name="UidValidity">Where it has changed, UIDs mean other messages: everything is looked at anew, and what is a comment already is known by its Message-ID.</param>
/// <param name="Uid">The last message.</param>
internal sealed record MailPosition(uint UidValidity, uint Uid)
{
    /// <returns>From the beginning for nothing, and for another UIDVALIDITY.</returns>
    public static MailPosition Parse(string? text, uint uidValidity) =>
        text?.Split(' ') is { Length: 2 } parts && uint.TryParse(parts[0], CultureInfo.InvariantCulture, out var validity) && validity == uidValidity
            && uint.TryParse(parts[1], CultureInfo.InvariantCulture, out var uid) ? new(validity, uid) : new(uidValidity, 0);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{UidValidity} {Uid}");
}
