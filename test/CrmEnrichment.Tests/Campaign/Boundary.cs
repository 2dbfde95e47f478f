using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Where the product ends and something else begins.</summary>
internal enum Boundary
{
    Crm,
    Genesys,
    Login,
    Queue,
    Table,
    Secrets,
}

internal static class Boundaries
{
    public static Boundary Of(RecordedRequest request) => request switch
    {
        { Operation: { } aws } => aws.StartsWith("AmazonSQS", StringComparison.Ordinal) ? Boundary.Queue
            : aws.StartsWith("DynamoDB", StringComparison.Ordinal) ? Boundary.Table
            : Boundary.Secrets,
        _ when Contacts(request.Path) => Boundary.Crm,
        { Path: "/oauth/token" } => Boundary.Login,
        _ => Boundary.Genesys,
    };

    private static bool Contacts(string path) => path.StartsWith("/customers", StringComparison.Ordinal) || path is "/webservice.php";
}
