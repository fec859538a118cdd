using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Market;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Fuzzing.Bybit;

/// <summary>What Bybit answers over REST: reports, missed executions and orders, moved cash, contracts.</summary>
internal static class BybitRestTargets
{
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(StillTime.Milliseconds);

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("bybit-rest-report", BybitBodies.Account, (sink, _) => Feed(sink, (account, _) => account.ReportAsync(
            1, sink, CancellationToken.None))),
        new("bybit-rest-orders", BybitBodies.Account, (sink, _) => Feed(sink, (account, _) => account.RecoverAsync(
            CancellationToken.None))),
        new("bybit-rest-executions", BybitBodies.Executions, (sink, _) => Feed(sink, (account, _) =>
            account.ReadExecutionsAsync("category=linear", CancellationToken.None))),
        new("bybit-rest-transfers", BybitBodies.Transfers, Transfers),
        new("bybit-rest-catalogue", BybitBodies.Catalogue, (sink, _) => Feed(sink, (_, rest) =>
            RestFeed.CheckAsync(new BybitCatalogue(rest, VenueId.Bybit).LoadAsync(
                new VenueScope(["BTC"], true, true, true), CancellationToken.None)))),
    ];

    private static RestFeed Feed(IEventSink sink, Func<AccountReader, BybitRest, Task> ask)
    {
        var answers = new RestAnswers();
        var rest = new BybitRest(BybitTargets.Options, BybitTargets.Clock(), answers);
        var account = new AccountReader(
            rest, BybitTargets.Clock(), BybitTargets.Desk(sink), new CurrencyRates(VenueId.Bybit, sink),
            NullLogger.Instance);
        return new RestFeed(answers, IsAskedAgain, () => ask(account, rest));
    }

    private static RestFeed Transfers(IEventSink sink, IWire wire)
    {
        var answers = new RestAnswers();
        var rest = new BybitRest(BybitTargets.Options, BybitTargets.Clock(), answers);
        var watch = new TransferWatch(rest, BybitTargets.Clock(), BybitTargets.Desk(sink), TimeSpan.FromMinutes(1));
        return new RestFeed(
            answers, IsAskedAgain, () => watch.ReadAsync(Now - Duration.FromSeconds(60), CancellationToken.None));
    }

    private static bool IsAskedAgain(byte[] body) => BybitRest.IsTransient(new RestReply(200, body));
}
