namespace CrmEnrichment.PhoneNumbers;

/// <summary>What a scheme or a platform's channel says about the text behind it.</summary>
internal enum Scheme
{
    None,

    /// <summary>A number as it is dialled: <c>tel:</c>.</summary>
    Number,

    /// <summary>A user at a host: <c>sip:</c>.</summary>
    Sip,

    /// <summary>A number with its calling code, even where the plus is missing: <c>whatsapp:</c>.</summary>
    InternationalNumber,

    /// <summary>A name or an id that may be all digits, as Messenger's are, and a number only behind a plus: <c>client:</c>.</summary>
    Identity,
}
