using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>A task as it stands in TaskRouter.</summary>
/// <param name="Attributes">One JSON text; null where the task has none.</param>
/// <param name="Version">Its ETag, by which a write fails if somebody else was faster.</param>
/// <param name="IsOver">Completed or canceled: it can be changed for some minutes more, and then no longer.</param>
internal sealed record TwilioTask(string? Attributes, string Version, bool IsOver)
{
    /// <returns>Null for an answer that is no task.</returns>
    public static TwilioTask? Read(JsonElement answer, string version)
    {
        if (!answer.TryMember("sid", out _))
        {
            return null;
        }

        var attributes = answer.TryMember("attributes", out var member) && member.TryText(out var text) ? text : null;
        return new(attributes, version, answer.TryMember("assignment_status", out var status) && status.TryText(out var word) && word is "completed" or "canceled");
    }

    // Attributes hold numbers and names.
    public override string ToString() => nameof(TwilioTask);
}
