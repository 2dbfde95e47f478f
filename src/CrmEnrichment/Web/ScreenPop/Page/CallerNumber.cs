using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.ScreenPop.Asking;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>The caller's number, for a link and for people.</summary>
internal sealed record CallerNumber(string E164, string Text)
{
    public static CallerNumber? Of(PopRequest request) => request.Number.Phone is { } phone ? new(phone.E164, PhoneNumberReader.ForPeople(phone)) : null;

    // As private as the number.
    public override string ToString() => nameof(CallerNumber);
}
