namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>An HTTP request in API Gateway's payload format 2.0. Members that API Gateway has nothing for are missing.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html"/></remarks>
public class APIGatewayHttpApiV2ProxyRequest
{
    public string? RawPath { get; set; }

    public string? RawQueryString { get; set; }

    /// <summary>Names in small letters; several values of one name are joined by commas.</summary>
    public IDictionary<string, string>? Headers { get; set; }

    public ProxyRequestContext? RequestContext { get; set; }

    public string? Body { get; set; }

    public bool IsBase64Encoded { get; set; }

    public class ProxyRequestContext
    {
        public AuthorizerDescription? Authorizer { get; set; }

        public HttpDescription? Http { get; set; }

        /// <summary>API Gateway's own, not the invocation's.</summary>
        public string? RequestId { get; set; }

        /// <summary>Such as <c>$default</c>; the name of another one stands in <see cref="RawPath"/>, too.</summary>
        public string? Stage { get; set; }
    }

    public class HttpDescription
    {
        public string? Method { get; set; }

        public string? SourceIp { get; set; }
    }

    public class AuthorizerDescription
    {
        /// <summary>Set by API Gateway where the route demands a signature of IAM, and has checked it.</summary>
        public IAMDescription? IAM { get; set; }

        public class IAMDescription
        {
            public string? UserARN { get; set; }
        }
    }
}
