using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CrmEnrichment.ColdStart;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tickets;

namespace CrmEnrichment.Functions;

/// <summary>Invoked by its schedule with <c>{}</c>, and by <c>crm-enrich mail run</c>: <c>{"maxSeconds": 20}</c>.</summary>
public sealed class UpdateTicketsFunction
{
    private readonly UpdateTickets _update;

    public UpdateTicketsFunction(UpdateTickets update, WarmUp warmUp)
    {
        _update = update;
        Init.WarmUpCode(warmUp);
    }

    [LambdaFunction]
    public Task<MailRunReport> UpdateTickets(MailRunRequest request, ILambdaContext context) =>
        _update.RunAsync(request, context.AwsRequestId, new FunctionIdentity(context.FunctionName, context.FunctionVersion), context.RemainingTime, CancellationToken.None);
}
