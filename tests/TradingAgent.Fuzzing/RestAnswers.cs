using System.Net;

namespace TradingAgent.Fuzzing;

/// <summary>A venue that gives every request the same answer, at once.</summary>
internal sealed class RestAnswers : HttpMessageHandler
{
    public byte[] Body { get; set; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(Body),
            RequestMessage = request,
        });
}
