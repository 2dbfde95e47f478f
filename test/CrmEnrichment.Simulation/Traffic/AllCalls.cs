using System.Globalization;

namespace CrmEnrichment.Simulation.Traffic;

/// <summary>Every call of a run by its conversation's id, so that none can vanish unseen.</summary>
internal sealed class AllCalls(TimeProvider time)
{
    private readonly List<Call> _all = [];

    public IReadOnlyList<Call> All => _all;

    public static string Conversation(int call) => $"{call:x8}-0000-4000-8000-000000000000";

    /// <returns>The conversation's id.</returns>
    public string Add(bool isReplayed = false)
    {
        _all.Add(new Call { At = time.GetUtcNow(), IsReplayed = isReplayed, IsUnderWay = !isReplayed });
        return Conversation(_all.Count - 1);
    }

    public Call Of(string conversation) => _all[int.Parse(conversation.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture)];

    /// <param name="conversation">Its id.</param>
    /// <param name="isFailed">The context says only that the look-up failed.</param>
    public void HasContext(string conversation, bool isFailed)
    {
        if (!isFailed)
        {
            Of(conversation).ContextAt ??= time.GetUtcNow();
        }
    }
}
