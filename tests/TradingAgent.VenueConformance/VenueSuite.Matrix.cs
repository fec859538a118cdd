using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.VenueConformance;

/// <content>What a README says of a venue, held against what its adapter was seen to do.</content>
public abstract partial class VenueSuite
{
    /// <summary>
    /// Everything of a ticker comes with its first frames, and what is polled is asked for at once: what has not come
    /// by then is not told.
    /// </summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_readme_says_of_each_product_what_its_adapter_does_and_no_more()
    {
        await using VenueRun run = await StartAsync();
        CapabilityTable table = CapabilityTable.Of(run.World.Name);
        (string Product, OrderTrial Trial)[] products = [.. Products(run)];
        foreach ((_, OrderTrial trial) in products) await trial.RunAsync();
        // What follows happens to the whole venue: the end of all orders, a settlement, and a fall of the market.
        bool isEmptied = await products[^1].Trial.CancelAllAsync();
        bool[] funded = await run.World.SettleAsync()
            ? await EachAsync(EventKind.FundingPaid, TimeSpan.FromSeconds(20))
            // Where no clock can leap, what funding is read as is a fact of its own, by this name.
            : [.. products.Select(p => !p.Trial.Instrument.Terms.IsOption && Has("Funding_is_known_as_what_it_is"))];
        Assert.True(await run.World.CrashAsync());
        bool[] liquidated = await EachAsync(EventKind.LiquidationPrinted, Soon);

        var wrong = new List<string>();
        for (int i = 0; i < products.Length; i++)
        {
            Dictionary<string, bool> seen = await SeenAsync(run, products[i].Trial);
            seen["cancel all"] = isEmptied;
            seen["funding payments"] = funded[i];
            seen["liquidations of others"] = liquidated[i];
            Assert.Equal(table.Features.Order(), seen.Keys.Order());
            foreach ((string feature, bool isSeen) in seen)
            {
                string cell = table[feature, products[i].Product];
                if (isSeen != (cell == "yes"))
                    wrong.Add($"{products[i].Product}: {feature} is «{cell}» and was {(isSeen ? "" : "not ")}seen");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task<bool[]> EachAsync(EventKind kind, TimeSpan patience)
        {
            bool[] told = new bool[products.Length];
            for (int i = 0; i < told.Length; i++)
            {
                Instrument about = products[i].Trial.Instrument;
                told[i] = !about.Terms.IsOption && await SaysAsync(run, kind, about, patience);
            }
            return told;
        }
    }

    private static IEnumerable<(string Product, OrderTrial Trial)> Products(VenueRun run)
    {
        if (run.World.InversePerpetual is { } inverse)
            yield return (run.World.Name + " coin-settled perpetuals", new OrderTrial(run, run[inverse]));
        if (run.Option is { } option) yield return (run.World.Name + " options", new OrderTrial(run, option));
        if (run.Perpetual is { } perpetual)
            yield return (run.World.Name + " USDT perpetuals", new OrderTrial(run, perpetual));
    }

    private async Task<Dictionary<string, bool>> SeenAsync(VenueRun run, OrderTrial orders)
    {
        Instrument instrument = orders.Instrument;
        bool isOption = instrument.Terms.IsOption;
        // A stream of orders that came up is the road that they took; without one they can only have gone over REST.
        bool overStream = run.Events.All(EventKind.VenueStatusChanged)
            .Any(e => e.Status == new VenueStatusChanged(VenueStream.Trade, VenueStatus.Up));
        // Where orders have a websocket the road without one is a fact of its own, by this name.
        bool overRest = overStream
            ? Has("Without_an_order_entry_stream_orders_go_over_rest")
            : orders.IsFilledAtOnce && orders.IsCancelled;
        return new Dictionary<string, bool>
        {
            ["best bid and ask"] = await SaysAsync(run, EventKind.QuoteChanged, instrument)
                || (isOption && await SaysAsync(run, EventKind.OptionQuoteChanged, instrument)),
            ["book depth"] = await SaysAsync(run, EventKind.DepthSummaryChanged, instrument),
            ["trades"] = await SaysAsync(run, EventKind.TradePrinted, instrument),
            ["mark and index"] =
                await SaysAsync(run, isOption ? EventKind.OptionQuoteChanged : EventKind.MarkChanged, instrument),
            ["funding rate"] = await SaysAsync(run, EventKind.FundingChanged, instrument),
            ["open interest"] = await SaysAsync(run, EventKind.OpenInterestChanged, instrument),
            ["volatility and Greeks"] = await SaysAsync(run, EventKind.VenueGreeksChanged, instrument),
            ["fee rates of the account"] = await SaysAsync(run, EventKind.FeesReported, instrument),
            ["orders over websocket"] = overStream && orders.IsFilledAtOnce && orders.IsCancelled,
            ["orders over REST"] = overRest,
            ["post-only"] = orders.IsPostOnlyKept,
            ["immediate or cancel"] = orders.IsFilledAtOnce,
            ["amend in place"] = orders.IsAmended,
            ["cancel"] = orders.IsCancelled,
            ["order and fill stream"] = orders.IsFilledAtOnce,
            ["position and wallet stream"] = await SaysAsync(run, EventKind.PositionReported, instrument)
                && run.Events.All(EventKind.BalanceReported).Count > 0,
            ["account Greeks"] = isOption && await SaysAsync(run, EventKind.CoinGreeksReported),
            ["query of one order"] = orders.IsFound,
            ["report of orders and positions"] = orders.IsReported,
            // What the venue granted and confirmed, which an adapter says of itself.
            ["dead-man's switch"] = run.World.Venue.Capabilities.HasDeadMansSwitch,
        };
    }

    private bool Has(string fact) => GetType().GetMethod(fact) is not null;

    /// <summary>True when such an event, about a contract if one is given, has come or comes in time.</summary>
    private static async Task<bool> SaysAsync(
        VenueRun run, EventKind kind, Instrument? about = null, TimeSpan? patience = null)
    {
        try
        {
            await run.Events.FirstAsync(kind, e => about is null || e.Instrument == about.Id, patience ?? Soon);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
