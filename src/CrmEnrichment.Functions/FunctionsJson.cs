using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents;
using CrmEnrichment.Changes;
using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Functions.Sqs;
using CrmEnrichment.Journal.Reconciliation;
using CrmEnrichment.Replay;
using CrmEnrichment.Tickets;

namespace CrmEnrichment.Functions;

/// <remarks><c>object</c> is asked for by Amazon.Lambda.Annotations (docs/contracts.md).</remarks>
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(CloudWatchEvent<JsonElement>))]
[JsonSerializable(typeof(EventReport))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(ReconcileRequest))]
[JsonSerializable(typeof(ReconcileReport))]
[JsonSerializable(typeof(DispositionReconcileRequest))]
[JsonSerializable(typeof(DispositionReport))]
[JsonSerializable(typeof(MailRunRequest))]
[JsonSerializable(typeof(MailRunReport))]
[JsonSerializable(typeof(IReadOnlyList<ChangePoll>))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
[JsonSerializable(typeof(SqsEvent))]
[JsonSerializable(typeof(SqsBatchResponse))]
public sealed partial class FunctionsJson : JsonSerializerContext;
