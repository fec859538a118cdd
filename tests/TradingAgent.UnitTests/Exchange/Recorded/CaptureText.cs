using System.Globalization;
using System.Text;
using TradingAgent.Exchange.MarketSources.Recorded.Captures;

namespace TradingAgent.UnitTests.Exchange.Recorded;

/// <summary>Writes invented captures. The recorder's clock runs 1.27 seconds behind, as one we know does.</summary>
internal sealed class CaptureText
{
    public const long Begin = 1_723_000_000_000;
    private const long RecorderBehind = 1_270;

    private readonly StringBuilder _text = new();
    private long _update = 1_000;

    public long Update => _update;

    /// <summary>A snapshot with bids from 1999.90 down and asks from 2000.10 up, ten cents apart.</summary>
    public CaptureText Snapshot(int at, int levels = 3, string quantity = "5")
    {
        var bids = new List<string>();
        var asks = new List<string>();
        for (int i = 0; i < levels; i++)
        {
            bids.Add(string.Create(CultureInfo.InvariantCulture, $"[\"{1999.90m - (i * 0.1m)}\",\"{quantity}\"]"));
            asks.Add(string.Create(CultureInfo.InvariantCulture, $"[\"{2000.10m + (i * 0.1m)}\",\"{quantity}\"]"));
        }
        return Line(at, $"{{\"lastUpdateId\":{_update},\"E\":{Begin + at + 6},\"T\":{Begin + at},"
            + $"\"bids\":[{string.Join(',', bids)}],\"asks\":[{string.Join(',', asks)}]}}");
    }

    public CaptureText Depth(int at, string bids, string asks, long? previous = null)
    {
        long before = previous ?? _update;
        _update += 10;
        return Stream(at, "depth@0ms", $"\"e\":\"depthUpdate\",\"E\":{Begin + at + 6},\"T\":{Begin + at},"
            + $"\"s\":\"ETHUSDT\",\"U\":{_update - 9},\"u\":{_update},\"pu\":{before},\"b\":[{bids}],\"a\":[{asks}]");
    }

    public CaptureText Touch(
        int at, string bid, string bidQuantity, string ask, string askQuantity, int receivedAt = -1)
    {
        _update++;
        return Stream(
            receivedAt < 0 ? at : receivedAt,
            "bookTicker",
            $"\"e\":\"bookTicker\",\"u\":{_update},\"s\":\"ETHUSDT\",\"b\":\"{bid}\",\"B\":\"{bidQuantity}\","
            + $"\"a\":\"{ask}\",\"A\":\"{askQuantity}\",\"T\":{Begin + at},\"E\":{Begin + at + 6}");
    }

    public CaptureText Trade(int at, string price, string quantity, bool buyerIsMaker, string kind = "MARKET")
    {
        string maker = buyerIsMaker ? "true" : "false";
        return Stream(at, "trade", $"\"e\":\"trade\",\"E\":{Begin + at + 6},\"T\":{Begin + at},\"s\":\"ETHUSDT\","
            + $"\"t\":77,\"p\":\"{price}\",\"q\":\"{quantity}\",\"X\":\"{kind}\",\"m\":{maker}");
    }

    public CaptureText Line(int at, string json)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{(Begin + at - RecorderBehind) * 1_000_000 + 765} {json}\n");
        return this;
    }

    public CaptureText Raw(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>The next depth message continues from elsewhere.</summary>
    public CaptureText LoseSome()
    {
        _update += 500;
        return this;
    }

    public CaptureReader Reader() => Reader(this);

    public static CaptureReader Reader(params CaptureText[] files) => new(
        [.. files.Select(f => (Func<Stream>)(() => new MemoryStream(Encoding.UTF8.GetBytes(f._text.ToString()))))]);

    public override string ToString() => _text.ToString();

    private CaptureText Stream(int at, string name, string body) =>
        Line(at, $"{{\"stream\":\"ethusdt@{name}\",\"data\":{{{body}}}}}");
}
