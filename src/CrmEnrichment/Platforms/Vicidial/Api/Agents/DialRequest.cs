namespace CrmEnrichment.Platforms.Vicidial.Api.Agents;

/// <summary>A number for an agent to call.</summary>
/// <param name="National">Without its calling code, of digits.</param>
/// <param name="PhoneCode">The calling code.</param>
internal sealed record DialRequest(string National, string PhoneCode)
{
    /// <summary>The lead that is called, whose number then counts; null: VICIdial looks for one with the number.</summary>
    public string? LeadId { get; init; }

    /// <summary>The code of the lead that is made where none is found; null for none.</summary>
    public string? VendorCode { get; init; }

    /// <summary>Whether the agent sees the lead before the call is placed.</summary>
    public bool Preview { get; init; }

    // A number must not get into a message.
    public override string ToString() => "a number";
}

/// <summary>A transfer of the call on an agent's screen.</summary>
/// <param name="Kind">As VICIdial calls it.</param>
/// <param name="Number">Where it goes; null where an in-group is meant.</param>
/// <param name="InGroup">The in-group; <c>DEFAULTINGROUP</c> for the call's own.</param>
/// <param name="IsConsultative">Whether the other agent is spoken to first.</param>
internal sealed record TransferRequest(TransferKind Kind, string? Number, string? InGroup, bool IsConsultative)
{
    public override string ToString() => $"{Kind}";
}

/// <summary>How a call is transferred.</summary>
internal enum TransferKind
{
    Blind,
    LocalCloser,
    DialWithCustomer,
    ParkCustomerDial,
    Leave3Way,
    HangUpTransfer,
    HangUpBoth,
    LeaveVoicemail,
}

/// <summary>An outcome for the call on an agent's screen.</summary>
/// <param name="Status">The code. VICIdial does not look whether it exists, and keeps six characters.</param>
/// <param name="CallbackAt">In the time of VICIdial's server, <c>2026-12-25 12:00:00</c>; null for no call back.</param>
/// <param name="CallbackIsOwn">Whether the same agent calls back.</param>
internal sealed record DispositionRequest(string Status, string? CallbackAt, bool CallbackIsOwn, string? CallbackComments)
{
    public override string ToString() => Status;
}
