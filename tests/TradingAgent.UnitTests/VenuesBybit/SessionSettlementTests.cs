using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Account;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>A settlement of a session, told by three roads: the stream, the list of executions, the log.</summary>
public sealed class SessionSettlementTests
{
    private readonly RecordingSink _sink = new();
    private readonly ScriptedHttp _http = new();
    private readonly AccountDesk _desk;

    public SessionSettlementTests() => _desk = Desk(_sink);

    [Theory]
    [InlineData("12.5", "60000.5", 1)]
    [InlineData("-71.28", "60000.5", 1)]
    [InlineData("0", "60000.5", 0)]
    [InlineData("12.5", "", 0)]
    public async Task The_log_tells_a_settlement_by_its_cash_and_never_a_funding(string flow, string price, int told)
    {
        Log(flow, price);
        await ReadLogAsync();
        Assert.Equal(told, _sink.Events.Count);
        if (told == 0) return;
        Assert.Equal(EventKind.SessionSettled, _sink.Single.Kind);
        Assert.Equal(UsdcPerpetual, _sink.Single.Instrument);
        Assert.Equal(Price.From(60_000.5m), _sink.Single.Settled.Price);
    }

    [Fact]
    public async Task What_the_stream_told_is_told_no_more_after_a_reconnect_and_by_the_log()
    {
        string frame = AccountFrames.Execution("s1", "", "Settle", symbol: "BTCPERP");
        Private(_desk).OnMessage(Utf8(frame), At(0), new RecordingWire());
        await RecoverAsync(frame);
        Log("12.5", "60000.5");
        await ReadLogAsync();
        Assert.Equal(EventKind.SessionSettled, _sink.Single.Kind);
    }

    [Fact]
    public async Task What_the_stream_missed_is_found_after_a_reconnect_and_told_once()
    {
        _desk.RecoveredThrough = Now - Duration.FromSeconds(10);
        string frame = AccountFrames.Execution("s1", "", "Settle", symbol: "BTCPERP");
        await RecoverAsync(frame);
        await RecoverAsync(frame);
        Assert.Equal(EventKind.SessionSettled, _sink.Single.Kind);
    }

    [Theory]
    [InlineData(1790000000300, true)]
    [InlineData(1790000000100, false)]
    public void It_is_told_whether_the_wallet_that_was_told_last_holds_it(long walletAt, bool isInWallet)
    {
        BybitPrivateProtocol protocol = Private(_desk);
        protocol.OnMessage(
            Utf8(
                $$"""
                {"id":"w","topic":"wallet","creationTime":{{walletAt}},"data":[{"accountType":"UNIFIED",
                "coin":[{"coin":"USDC","equity":"5","usdValue":"5","walletBalance":"5"}]}]}
                """),
            At(0), new RecordingWire());
        string frame = AccountFrames.Execution("s1", "", "Settle", symbol: "BTCPERP");
        protocol.OnMessage(Utf8(frame), At(1), new RecordingWire());
        Assert.Equal(isInWallet, _sink.Of(EventKind.SessionSettled).Single().Settled.IsInWallet);
    }

    [Fact]
    public async Task The_next_sessions_settlement_is_another()
    {
        Log("12.5", "60000.5");
        await ReadLogAsync();
        Log("1", "60100", 1790000000150 + (8 * 3_600_000));
        await ReadLogAsync();
        Assert.Equal(2, _sink.Of(EventKind.SessionSettled).Select(e => e.Settled.Execution).Distinct().Count());
    }

    private void Log(string flow, string price, long at = 1790000000150) => _http.On(
        "/v5/account/transaction-log",
        BybitHttp.List(
            $$"""
            {"id":"1","symbol":"BTCPERP","category":"linear","transactionTime":"{{at}}","type":"SETTLEMENT",
            "currency":"USDC","funding":"0.5","fee":"0","cashFlow":"{{flow}}","change":"1","cashBalance":"100",
            "tradePrice":"{{price}}","tradeId":""}
            """));

    private Task ReadLogAsync() => new TransferWatch(_http.Rest(), Clock(), _desk, TimeSpan.FromSeconds(1))
        .ReadAsync(Now - Duration.FromSeconds(60), CancellationToken.None);

    /// <summary>A recovery that finds the frame's row in the list of executions.</summary>
    private async Task RecoverAsync(string frame)
    {
        int from = frame.IndexOf('[', StringComparison.Ordinal) + 1;
        string row = frame[from..frame.LastIndexOf(']')];
        _http.On("/v5/order/realtime", BybitHttp.List());
        _http.On("/v5/execution/list", BybitHttp.List());
        _http.On("/v5/execution/list?category=linear", BybitHttp.List(row));
        var reader = new AccountReader(
            _http.Rest(), Clock(), _desk, new CurrencyRates(VenueId.Bybit, _sink), NullLogger.Instance);
        await reader.RecoverAsync(CancellationToken.None);
    }
}
