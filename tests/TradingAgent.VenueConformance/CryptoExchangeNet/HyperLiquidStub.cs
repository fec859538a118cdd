using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>
/// As much of HyperLiquid as shows where questions and orders go: an account with one short position and nothing open.
/// It checks no signature and trades nothing.
/// </summary>
internal sealed class HyperLiquidStub : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["allPerpMetas"] = """
            [{"universe":[{"name":"ETH","szDecimals":4,"maxLeverage":25,"marginTableId":25},
              {"name":"BTC","szDecimals":5,"maxLeverage":40,"marginTableId":40}],
              "marginTables":[],"collateralToken":0}]
            """,
        ["metaAndAssetCtxs"] = """
            [{"universe":[{"name":"ETH","szDecimals":4,"maxLeverage":25},
               {"name":"BTC","szDecimals":5,"maxLeverage":40}]},
             [{"dayNtlVlm":"1","funding":"0.0000125","impactPxs":["3000","3001"],"markPx":"3000.5","midPx":"3000.5",
               "openInterest":"1","oraclePx":"3000.4","premium":"0.0001","prevDayPx":"2990"},
              {"dayNtlVlm":"1","funding":"0.0000125","impactPxs":["60000","60001"],"markPx":"60000.5","midPx":"60000.5",
               "openInterest":"1","oraclePx":"60000.4","premium":"0.0001","prevDayPx":"59000"}]]
            """,
        ["spotMeta"] = """
            {"universe":[{"tokens":[1,0],"name":"BTC/USDC","index":7,"isCanonical":true}],
             "tokens":[{"name":"USDC","szDecimals":8,"weiDecimals":8,"index":0,"tokenId":"0x1","isCanonical":true},
               {"name":"BTC","szDecimals":5,"weiDecimals":8,"index":1,"tokenId":"0x2","isCanonical":true}]}
            """,
        ["clearinghouseState"] = """
            {"marginSummary":{"accountValue":"1000.5","totalNtlPos":"120001","totalRawUsd":"1","totalMarginUsed":"9"},
             "crossMarginSummary":{"accountValue":"1000.5","totalNtlPos":"1","totalRawUsd":"1","totalMarginUsed":"9"},
             "crossMaintenanceMarginUsed":"1","withdrawable":"1","time":1754467216357,
             "assetPositions":[{"type":"oneWay","position":{"coin":"BTC","szi":"-2.0",
               "leverage":{"type":"cross","value":10},"entryPx":"60000","positionValue":"120001","unrealizedPnl":"-1",
               "returnOnEquity":"0","liquidationPx":"90000","marginUsed":"9","maxLeverage":40,
               "cumFunding":{"allTime":"0","sinceOpen":"0","sinceChange":"0"}}}]}
            """,
        // As if a fee for the library's maker had been granted: its orders would carry it.
        ["maxBuilderFee"] = "100",
        ["userFees"] = """{"userCrossRate":"0.00045","userAddRate":"0.00015"}""",
    };

    private readonly WebApplication _app;

    private HyperLiquidStub(WebApplication app) => _app = app;

    public string Rest { get; private set; } = "";

    public string Stream => Rest.Replace("http", "ws", StringComparison.Ordinal);

    /// <summary>What was asked, by type.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>What was signed and sent to be done.</summary>
    public ConcurrentQueue<JsonElement> Done { get; } = [];

    /// <summary>Subscriptions, as they were sent.</summary>
    public ConcurrentQueue<JsonElement> Subscribed { get; } = [];

    public static async Task<HyperLiquidStub> OpenAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var stub = new HyperLiquidStub(app);
        app.UseWebSockets();
        app.Run(stub.AnswerAsync);
        await app.StartAsync();
        stub.Rest = app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await StreamAsync(await context.WebSockets.AcceptWebSocketAsync(), context.RequestAborted);
            return;
        }
        using JsonDocument asked = await JsonDocument.ParseAsync(context.Request.Body);
        context.Response.ContentType = "application/json";
        if (context.Request.Path == "/exchange")
        {
            Done.Enqueue(asked.RootElement.GetProperty("action").Clone());
            await context.Response.WriteAsync(
                """
                {"status":"ok","response":{"type":"order","data":{"statuses":[
                  {"filled":{"oid":77,"totalSz":"0.01","avgPx":"60001"}}]}}}
                """);
            return;
        }
        string type = asked.RootElement.GetProperty("type").GetString()!;
        Asked.Enqueue(type);
        await context.Response.WriteAsync(Answers.GetValueOrDefault(type, "[]"));
    }

    private async Task StreamAsync(WebSocket socket, CancellationToken ct)
    {
        byte[] buffer = new byte[16_384];
        while (true)
        {
            WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, ct);
            if (received.MessageType == WebSocketMessageType.Close) return;
            using JsonDocument asked = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
            string answer = """{"channel":"pong"}""";
            if (asked.RootElement.TryGetProperty("subscription", out JsonElement subscription))
            {
                Subscribed.Enqueue(subscription.Clone());
                answer = $$"""{"channel":"subscriptionResponse","data":{{asked.RootElement.GetRawText()}}}""";
            }
            await socket.SendAsync(Encoding.UTF8.GetBytes(answer), WebSocketMessageType.Text, true, ct);
        }
    }
}
