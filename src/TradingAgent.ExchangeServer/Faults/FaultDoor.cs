using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TradingAgent.Exchange.Faults;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Faults;

/// <summary>
/// Lets a tester break the wire, from the same machine only. POST begins, <c>?kind=StaleBook&amp;seconds=10</c>
/// or <c>?seed=7&amp;seconds=60&amp;keep=0.5</c>; DELETE ends everything; GET shows it, as both others do too.
/// </summary>
internal sealed class FaultDoor(WireFaults faults)
{
    public const string Path = "/control/faults";

    /// <summary>People read it in a terminal; no browser does.</summary>
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const double KeepUsual = 0.5;
    private const double SecondsMax = 86_400;

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        string? refusal = context.Request.Method switch
        {
            "GET" => null,
            "POST" => Begin(RequestFields.OfQuery(RawRequest.Query(context))),
            "DELETE" => End(),
            _ => "Faults are begun by POST, shown by GET and ended by DELETE.",
        };
        context.Response.StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Text(refusal));
    }

    private string? End()
    {
        faults.End();
        return null;
    }

    private string? Begin(RequestFields fields)
    {
        string? seedText = fields.Text("seed");
        bool isKnown = Enum.TryParse(fields.Text("kind"), out FaultKind kind) && WireFaults.Kinds.Contains(kind);
        if (seedText is null && !isKnown)
            return "«kind» is one of " + string.Join(", ", WireFaults.Kinds) + "; or give «seed» for a plan.";
        if (!TryNumber(fields, "seconds", double.NaN, SecondsMax, out double seconds))
            return "«seconds» says how long, by the exchange's clock, up to a day.";
        if (seedText is not null)
        {
            if (!ulong.TryParse(seedText, CultureInfo.InvariantCulture, out ulong seed))
                return "«seed» is a whole number that is not negative.";
            if (!TryNumber(fields, "keep", KeepUsual, 1, out double keep))
                return "«keep» is the share of kinds that a plan holds, 0 to 1.";
            faults.BeginPlan(seed, Duration.FromSeconds(seconds), keep);
            return null;
        }
        if (!TryNumber(fields, "share", WireFaults.UsualShare, 1, out double share))
            return "«share» is the share of messages or orders to strike, 0 to 1.";
        faults.Begin(kind, Duration.FromSeconds(seconds), share);
        return null;
    }

    private static bool TryNumber(RequestFields fields, string name, double otherwise, double most, out double value)
    {
        value = otherwise;
        return fields.Text(name) is not { } text
            ? double.IsFinite(otherwise)
            : double.TryParse(text, CultureInfo.InvariantCulture, out value) && value >= 0 && value <= most;
    }

    private byte[] Text(string? refusal)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            if (refusal is not null) json.WriteString("refused"u8, refusal);
            json.WriteStartObject("secondsLeft"u8);
            foreach ((FaultKind kind, double seconds) in faults.Active) json.WriteNumber(kind.ToString(), seconds);
            json.WriteEndObject();
            json.WriteStartObject("struck"u8);
            foreach (FaultKind kind in WireFaults.Kinds) json.WriteNumber(kind.ToString(), faults.Count(kind));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }
}
