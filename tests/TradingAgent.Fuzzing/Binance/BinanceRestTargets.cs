using TradingAgent.Venues.Account;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Fuzzing.Binance;

/// <summary>What Binance answers over REST: orders, trades, wallets and catalogues of both products.</summary>
internal static class BinanceRestTargets
{
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(StillTime.Milliseconds);
    private static readonly VenueScope Scope = new(["BTC"], true, true, true);

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("binance-rest-orders", BinanceBodies.Orders, (sink, _) => Feed(sink, ProductDialect.Futures, OrdersAsync)),
        new("binance-rest-option-orders", BinanceBodies.Orders,
            (sink, _) => Feed(sink, ProductDialect.Options, OrdersAsync)),
        new("binance-rest-trades", BinanceBodies.Trades, (sink, _) => Feed(sink, ProductDialect.Futures, side =>
            side.Trades.ReadSinceAsync("BTCUSDT", Now - Duration.FromSeconds(60), Now, CancellationToken.None))),
        new("binance-rest-wallet", BinanceBodies.Wallet, (sink, _) => Feed(sink, ProductDialect.Futures, WalletAsync)),
        new("binance-rest-income", BinanceBodies.Income, (sink, _) => Feed(sink, ProductDialect.Futures, side =>
            new IncomeWatch(side.Rest, BinanceTargets.Clock(), side.Desk, TimeSpan.FromMinutes(1)).ReadAsync(
                Now - Duration.FromSeconds(60), CancellationToken.None))),
        new("binance-rest-catalogue", BinanceBodies.FuturesCatalogue, (sink, _) =>
            Feed(sink, ProductDialect.Futures, side => RestFeed.CheckAsync(new FuturesProduct().LoadAsync(
                side.Rest, Scope, static _ => { }, CancellationToken.None)))),
        new("binance-rest-option-catalogue", BinanceBodies.OptionsCatalogue, (sink, _) =>
            Feed(sink, ProductDialect.Options, side => RestFeed.CheckAsync(new OptionsProduct().LoadAsync(
                side.Rest, Scope, static _ => { }, CancellationToken.None)))),
    ];

    private static RestFeed Feed(IEventSink sink, ProductDialect dialect, Func<Side, Task> ask)
    {
        var answers = new RestAnswers();
        VenueId venue = dialect == ProductDialect.Futures ? VenueId.BinanceFutures : VenueId.BinanceOptions;
        var rest = new BinanceRest(
            BinanceTargets.Settings, BinanceTargets.Settings.Hosts.FuturesRest, BinanceTargets.Clock(), answers);
        AccountDesk desk = BinanceTargets.Desk(sink, venue);
        var rows = new BinanceRows(desk.Context, dialect.FeeSign);
        var trades = new TradeReader(rest, dialect.Prefix, rows, desk, BinanceTargets.Clock());
        var orders = new OrderReader(rest, dialect, rows, desk, trades, BinanceTargets.Clock());
        var side = new Side(rest, desk, trades, orders, new StateReport(1, venue, BinanceTargets.Clock(), sink));
        return new RestFeed(answers, IsAskedAgain, () => ask(side));
    }

    private static async Task OrdersAsync(Side side)
    {
        await side.Orders.ReportOpenAsync(side.Report, CancellationToken.None).ConfigureAwait(false);
        side.Report.Flush();
        await side.Orders.ReplayAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task WalletAsync(Side side)
    {
        BinanceReply reply = await side.Rest.ReadAsync(
            "/fapi/v3/account", "", RequestAccess.Signed, CancellationToken.None).ConfigureAwait(false);
        FuturesWallet.Read(reply.Body, new OpenProfit(), side.Desk, Now);
    }

    private static bool IsAskedAgain(byte[] body) => BinanceRest.IsTransient(new BinanceReply(200, body));

    private sealed record Side(
        BinanceRest Rest, AccountDesk Desk, TradeReader Trades, OrderReader Orders, StateReport Report);
}
