using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>What was asked for, or why VICIdial refused it.</summary>
/// <param name="Value">Null after a refusal.</param>
/// <param name="Refusal">Null when it was done.</param>
internal sealed record VicidialResult<T>(T? Value, VicidialRefusal? Refusal)
    where T : class
{
    /// <summary>What stands beside a refusal: the lead that is there already.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    public static implicit operator VicidialResult<T>(T value) => new(value, Refusal: null);

    public static implicit operator VicidialResult<T>(VicidialRefusal refusal) => new(Value: null, refusal);

    // Neither a lead nor what stands beside a refusal may get into a message.
    public override string ToString() => Refusal?.ToString() ?? "done";
}

/// <summary>Makes results of answers.</summary>
internal static class VicidialResult
{
    /// <exception cref="UpstreamException">The answer says nothing of a refusal either.</exception>
    public static VicidialResult<T> Refused<T>(VicidialAnswer answer, string function)
        where T : class =>
        (answer.Error ?? (answer.Lines is [var first, ..] ? first : null)) is { } line ? new(Value: null, RefusalWords.Read(line)) { Data = line.Data } : throw VicidialConnection.Unreadable(function);
}
