namespace CrmEnrichment.Simulation.Report;

/// <summary>One moment.</summary>
/// <param name="Seconds">From the start.</param>
/// <param name="Calls">So far, without replayed ones.</param>
/// <param name="Contexts">So far, of these.</param>
/// <param name="InLambda">Events in Lambda's own queue.</param>
/// <param name="InFront">Events in the queue in front.</param>
/// <param name="Letters">In the dead-letter queue.</param>
/// <param name="Busy">Environments at work.</param>
internal sealed record Sample(double Seconds, int Calls, int Contexts, int InLambda, int InFront, int Letters, int Busy);
