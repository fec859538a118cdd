using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Rest;

namespace TradingAgent.ExchangeServer.Binance.Options;

/// <summary>
/// The dead-man switch of options, one for each underlying of an account: when its time is not renewed the underlying's
/// orders are cancelled, and new ones refused until a heartbeat or until it is turned off. Exchange thread only.
/// </summary>
internal sealed class KillSwitch(ExchangeView view, SymbolBook symbols)
{
    private const long ShortestMilliseconds = 5_000;

    private readonly Dictionary<(AccountId Account, string Underlying), Setting> _settings = [];

    public IEnumerable<Route> Routes() =>
    [
        new("POST", "/eapi/v1/countdownCancelAll", Access.ToTrade, 1, Set),
        new("GET", "/eapi/v1/countdownCancelAll", Access.Signed, 1, Show),
        new("POST", "/eapi/v1/countdownCancelAllHeartBeat", Access.ToTrade, 10, Beat),
        new("POST", "/eapi/v1/mmpSet", Access.ToTrade, 1, _ => Answer.NotMarketMaker),
        new("POST", "/eapi/v1/mmpReset", Access.ToTrade, 1, _ => Answer.NotMarketMaker),
        new("GET", "/eapi/v1/mmp", Access.Signed, 1, _ => Answer.NotMarketMaker),
    ];

    /// <summary>Every option on the coin of this one that settles in the same currency.</summary>
    public static CancelFilter FilterOf(ListedInstrument option) => new(Options: true)
    {
        BaseCoin = option.Terms.BaseCoin,
        SettleCoin = option.Terms.SettleCoin,
    };

    /// <summary>True while the countdown has run out and nobody has said that he is alive.</summary>
    public bool Blocks(AccountId account, string underlying) =>
        _settings.TryGetValue((account, underlying), out Setting? setting) && setting.HasFired;

    public void Check(Timestamp now)
    {
        foreach (((AccountId account, string underlying), Setting setting) in _settings)
        {
            if (setting.HasFired || now < setting.End) continue;
            setting.HasFired = true;
            if (symbols.OptionsOf(underlying).FirstOrDefault() is { } option)
                view.Exchange.CancelAllForDeadMan(account, FilterOf(option));
        }
    }

    private Answer Set(BinanceCall call)
    {
        if (call.Fields.Text("underlying") is not { } underlying) return Answer.Missing("underlying");
        if (!symbols.OptionsOf(underlying).Any()) return Answer.BadSymbol;
        if (!call.Fields.Has("countdownTime")) return Answer.Missing("countdownTime");
        if (call.Fields.Whole("countdownTime", 0) is not { } time || time is not 0 and < ShortestMilliseconds)
            return Answer.BadCountdown;
        if (time == 0) _settings.Remove((call.Account, underlying));
        else _settings[(call.Account, underlying)] = new Setting(time, call.Now);
        Write(call, underlying, time);
        return Answer.Ok;
    }

    private Answer Show(BinanceCall call)
    {
        string? underlying = call.Fields.Text("underlying");
        if (underlying is not null)
        {
            long time = _settings.TryGetValue((call.Account, underlying), out Setting? one) ? one.Milliseconds : 0;
            Write(call, underlying, time);
            return Answer.Ok;
        }
        call.Json.WriteStartArray();
        foreach (((AccountId account, string name), Setting setting) in _settings)
            if (account == call.Account) Write(call, name, setting.Milliseconds);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    /// <summary>Begins the countdowns anew; the answer names those that there are.</summary>
    private Answer Beat(BinanceCall call)
    {
        if (call.Fields.Text("underlyings") is not { } list) return Answer.Missing("underlyings");
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("underlyings"u8);
        foreach (string underlying in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!_settings.TryGetValue((call.Account, underlying), out Setting? setting)) continue;
            _settings[(call.Account, underlying)] = new Setting(setting.Milliseconds, call.Now);
            call.Json.WriteStringValue(underlying);
        }
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static void Write(BinanceCall call, string underlying, long time)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("underlying"u8, underlying);
        call.Json.WriteNumber("countdownTime"u8, time);
        call.Json.WriteEndObject();
    }

    private sealed class Setting(long milliseconds, Timestamp begun)
    {
        public long Milliseconds => milliseconds;

        public Timestamp End => begun + Duration.FromMilliseconds(milliseconds);

        public bool HasFired { get; set; }
    }
}
