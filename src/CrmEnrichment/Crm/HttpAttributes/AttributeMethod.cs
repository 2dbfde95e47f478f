namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>How the API is asked. Either way it only reads, so that asking twice does no harm.</summary>
public enum AttributeMethod
{
    Get,
    Post,
}
