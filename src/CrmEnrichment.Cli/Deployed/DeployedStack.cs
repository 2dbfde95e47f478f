using System.Xml;
using System.Xml.Linq;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>Which Lambda functions a stack of CloudFormation has, those of its nested stacks too.</summary>
internal sealed class DeployedStack(AwsReader cloudFormation)
{
    private const string Nested = "AWS::CloudFormation::Stack", Function = "AWS::Lambda::Function", Alias = "AWS::Lambda::Alias";

    /// <summary>A stack has 500 resources at most, and a page 100. More pages are an answer that never ends.</summary>
    private const int MostPages = 20;

    /// <param name="name">Name or ARN.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>For each function its name, with the alias by which it is called where it has one.</returns>
    /// <exception cref="UpstreamException">The stack could not be read.</exception>
    public async Task<IReadOnlyList<string>> FunctionsAsync(string name, CancellationToken ct)
    {
        var resources = new List<(string Type, string Id)>();
        var stacks = new Queue<string>([name]);
        var next = "";
        for (var page = 0; stacks.TryPeek(out var stack) && page < MostPages; page++)
        {
            var answer = await PageAsync(stack, next, ct);
            resources.AddRange(answer.Resources);
            answer.Resources.Where(resource => resource.Type is Nested).ToList().ForEach(nested => stacks.Enqueue(nested.Id));
            next = answer.Next;
            if (next.Length == 0)
            {
                stacks.Dequeue();
            }
        }

        return [.. resources.Where(resource => resource.Type is Function).Select(function => Called(function.Id, resources))];
    }

    /// <summary>An alias leads to a published version, whose settings may be older than the function's own.</summary>
    private static string Called(string function, List<(string Type, string Id)> resources) =>
        resources.Where(resource => resource.Type is Alias).Select(alias => alias.Id.Split(':')).FirstOrDefault(arn => arn is [.., var name, _] && string.Equals(name, function, StringComparison.Ordinal)) is [.., var alias]
            ? $"{function}:{alias}"
            : function;

    private async Task<(IReadOnlyList<(string Type, string Id)> Resources, string Next)> PageAsync(string stack, string next, CancellationToken ct)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = "ListStackResources",
            ["Version"] = AwsService.CloudFormation.Version,
            ["StackName"] = stack,
        };
        if (next.Length > 0)
        {
            form["NextToken"] = next;
        }

        var body = await cloudFormation.ReadAsync(new AwsReadRequest { Path = "/", Form = form }, "cloudformation:ListStackResources on the stack", ct);
        try
        {
            // DTDs are refused, so that no entity can grow.
            using var reader = XmlReader.Create(new MemoryStream(body));
            var all = XDocument.Load(reader).Descendants().ToList();
            return (
                [.. all.Where(element => element.Name.LocalName is "member").Select(member => (Text(member, "ResourceType"), Text(member, "PhysicalResourceId")))],
                all.Find(element => element.Name.LocalName is "NextToken")?.Value ?? "");
        }
        catch (XmlException e)
        {
            throw new UpstreamException(AwsService.CloudFormation.Name, UpstreamFault.Unavailable, $"{AwsService.CloudFormation.Name} answered something that is no XML.", inner: e);
        }
    }

    private static string Text(XElement member, string name) => member.Elements().FirstOrDefault(element => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal))?.Value ?? "";
}
