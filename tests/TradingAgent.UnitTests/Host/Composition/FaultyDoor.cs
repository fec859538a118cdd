using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradingAgent.UnitTests.Host.Composition;

/// <summary>
/// An exchange's REST interface with faults planted in front of it: a path that has one is answered here, the rest is
/// passed on byte for byte.
/// </summary>
internal sealed class FaultyDoor : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _target;
    private readonly ConcurrentDictionary<string, (int Status, string Body)> _faults = new();
    private volatile bool _plantsGhosts;

    private FaultyDoor(WebApplication app, Uri target)
    {
        _app = app;
        _target = new HttpClient { BaseAddress = target };
    }

    public string Address { get; private set; } = "";

    public static async Task<FaultyDoor> OpenAsync(Uri target)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var door = new FaultyDoor(app, target);
        app.Run(door.PassAsync);
        await app.StartAsync();
        door.Address = app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return door;
    }

    /// <summary>From now on this path is answered so.</summary>
    public void Plant(string path, string body, int status = 200) => _faults[path] = (status, body);

    /// <summary>From now on this path is answered with a good code and this result.</summary>
    public void PlantResult(string path, string result) =>
        Plant(path, $$"""{"retCode":0,"retMsg":"OK","result":{{result}},"time":1790000000000}""");

    /// <summary>From now on every order that is created is listed as open for ever after.</summary>
    public void PlantGhosts() => _plantsGhosts = true;

    public void Mend() => _faults.Clear();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _target.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        if (_faults.TryGetValue(context.Request.Path, out (int Status, string Body) fault))
        {
            context.Response.StatusCode = fault.Status;
            await context.Response.WriteAsync(fault.Body);
            return;
        }
        string raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(
            _target.BaseAddress + raw.TrimStart('/'),
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in context.Request.Headers)
            if (name.StartsWith("X-", StringComparison.OrdinalIgnoreCase)) request.Headers.Add(name, value.ToString());
        if (context.Request.Method == "POST")
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.ContentType = new("application/json");
        }
        using HttpResponseMessage answer = await _target.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers)
            if (name.StartsWith("X-", StringComparison.OrdinalIgnoreCase))
                context.Response.Headers[name] = values.First();
        byte[] whole = await answer.Content.ReadAsByteArrayAsync();
        if (_plantsGhosts && context.Request.Path == "/v5/order/create") PlantGhost(whole);
        await context.Response.Body.WriteAsync(whole);
    }

    private void PlantGhost(byte[] created)
    {
        using JsonDocument answer = JsonDocument.Parse(created);
        string link = answer.RootElement.GetProperty("result").GetProperty("orderLinkId").GetString()!;
        PlantResult("/v5/order/realtime",
            $$$"""
            {"list":[{"category":"linear","symbol":"BTCUSDT","orderId":"ghost","orderLinkId":"{{{link}}}","side":"Buy",
            "orderStatus":"New","price":"1","qty":"1","cumExecQty":"0"}],"nextPageCursor":""}
            """);
    }
}
