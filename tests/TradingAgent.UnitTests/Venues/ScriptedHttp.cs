using System.Collections.Concurrent;
using System.Net;

namespace TradingAgent.UnitTests.Venues;

/// <summary>The venue's REST API as a test writes it: the first rule whose path begins the request answers.</summary>
internal sealed class ScriptedHttp : HttpMessageHandler
{
    private readonly List<(string Path, Func<HttpRequestMessage, (int Status, string Body)> Answer)> _rules = [];

    /// <summary>Method, path and query of every request, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Bodies of the requests that had one.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>Headers of every answer.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Later rules win over earlier ones.</summary>
    public ScriptedHttp On(string path, string body, int status = 200) => On(path, _ => (status, body));

    public ScriptedHttp On(string path, Func<HttpRequestMessage, (int Status, string Body)> answer)
    {
        lock (_rules) _rules.Insert(0, (path, answer));
        return this;
    }

    public int Count(string part) => Asked.Count(a => a.Contains(part, StringComparison.Ordinal));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        string address = request.RequestUri!.PathAndQuery;
        Asked.Enqueue($"{request.Method} {address}");
        if (request.Content is not null) Bodies.Enqueue(await request.Content.ReadAsStringAsync(ct));
        Func<HttpRequestMessage, (int Status, string Body)>? answer = null;
        lock (_rules)
            foreach ((string path, Func<HttpRequestMessage, (int, string)> rule) in _rules)
            {
                if (!address.StartsWith(path, StringComparison.Ordinal)) continue;
                answer = rule;
                break;
            }
        (int status, string body) = answer?.Invoke(request) ?? (404, "");
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        foreach ((string name, string value) in Headers) response.Headers.Add(name, value);
        return response;
    }
}
