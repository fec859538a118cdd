using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>What an agent that has ended believes it owns, from its journal alone.</summary>
internal sealed class AgentBooks
{
    private static readonly CurrencyId[] Coins = [CurrencyId.Usdt, CurrencyId.Usdc, CurrencyId.Btc, CurrencyId.Eth];

    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);

    private AgentBooks()
    {
    }

    /// <summary>Signed sizes by symbol, flat ones left out.</summary>
    public SortedDictionary<string, decimal> Positions { get; } = new(StringComparer.Ordinal);

    /// <summary>The same by venue and symbol.</summary>
    public SortedDictionary<string, decimal> PositionsByVenue { get; } = new(StringComparer.Ordinal);

    /// <summary>Wallets at the end: the venue's last word, moved by what the agent booked since.</summary>
    public SortedDictionary<string, decimal> Wallet { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Wallets by the agent's own arithmetic: the venue's first word and every fill, fee, funding and delivery booked
    /// since, whatever balances the venue told in between.
    /// </summary>
    public SortedDictionary<string, decimal> Reckoned { get; } = new(StringComparer.Ordinal);

    /// <summary>What each kind of event moved, by coin: tells where a difference comes from.</summary>
    public SortedDictionary<string, decimal> Moved { get; } = new(StringComparer.Ordinal);

    /// <summary>Fundings booked.</summary>
    public int Fundings { get; private set; }

    /// <summary>Deliveries booked.</summary>
    public int Deliveries { get; private set; }

    /// <summary>Fills that the journal holds, one per execution id.</summary>
    public int Fills { get; private set; }

    /// <summary>Orders that the agent does not know to be finished.</summary>
    public int LiveOrders { get; private set; }

    public static AgentBooks Read(string folder)
    {
        var books = new AgentBooks();
        using DataFolder data = DataFolder.ForReading(folder);
        var core = new TradingCore(new EngineLimits());
        var replay = new SessionReplay(data, core);
        var fills = new HashSet<ExecutionId>();
        replay.Run(
            (in EngineEvent change, IEngineCore _) =>
            {
                if (change.Kind == EventKind.OrderFilled) fills.Add(change.Filled.Execution);
                books.Take(change, core.Engine);
            },
            null);
        foreach (Instrument instrument in replay.Instruments.All)
        {
            decimal held = core.Engine.PositionOf(instrument.Id).ToDecimal();
            if (held == 0) continue;
            books.Positions[instrument.Symbol] = held;
            books.PositionsByVenue[instrument.ToString()] = held;
        }
        books.Fills = fills.Count;
        books.LiveOrders = core.Engine.LiveOrders;
        return books;
    }

    private void Take(in EngineEvent change, TradingEngine engine)
    {
        if (change.Kind == EventKind.FundingPaid) Fundings++;
        if (change.Kind == EventKind.Delivered) Deliveries++;
        bool isCash = change.Kind is EventKind.BalanceReported or EventKind.OrderFilled or EventKind.FundingPaid
            or EventKind.Delivered or EventKind.SessionSettled or EventKind.CashTransferred;
        if (!isCash) return;
        foreach (CurrencyId coin in Coins)
        {
            decimal wallet = engine.WalletOf(coin);
            bool isTold = change.Kind == EventKind.BalanceReported && change.Balance.Currency == coin;
            decimal moved = wallet - Before(coin);
            if (!isTold) Reckoned[coin.Code] = Reckoned.GetValueOrDefault(coin.Code) + moved + InWallet(change, coin);
            else if (_opened.Add(coin.Code)) Reckoned[coin.Code] = wallet;
            if (!isTold && moved != 0)
                Moved[$"{coin} {change.Kind}"] = Moved.GetValueOrDefault($"{coin} {change.Kind}") + moved;
            Wallet[coin.Code] = wallet;
        }
    }

    /// <summary>Cash of a delivery that the venue's balance held before the delivery was told.</summary>
    private static decimal InWallet(in EngineEvent change, CurrencyId coin) =>
        change.Kind == EventKind.Delivered && change.Delivered.IsInWallet && change.Delivered.Currency == coin
            ? FixedPoint.ToDecimal(change.Delivered.CashRaw - change.Delivered.FeeRaw) : 0;

    private decimal Before(CurrencyId coin) => Wallet.GetValueOrDefault(coin.Code);
}
