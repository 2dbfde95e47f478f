namespace CrmEnrichment.Local.Lambda;

/// <summary>Follows each invocation from its first attempt to its end.</summary>
internal interface IActivityWatch
{
    void Began(Attempt attempt);

    /// <param name="attempt">That began before.</param>
    /// <param name="result">Null where nothing came of it: the process had ended already, or nobody waits any more.</param>
    void Ended(Attempt attempt, InvocationResult? result);

    /// <summary>The attempt failed, and there is another one after this time.</summary>
    void Waits(string requestId, TimeSpan pause);

    /// <summary>The last attempt failed, and this record is in the on-failure queue.</summary>
    void Kept(string requestId, string record);
}
