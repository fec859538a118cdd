using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Bybit.Accounts;

/// <summary>The closing executions of one order (or of one settlement) added up.</summary>
internal sealed class ClosedLot
{
    private ClosedLot(in ExecutionSnapshot first) => First = first;

    /// <summary>The newest execution; the order's own figures are taken from it.</summary>
    public ExecutionSnapshot First { get; }

    public InstrumentId Instrument => First.Instrument;

    public long LastExecution => First.Id;

    public Timestamp UpdatedAt => First.Time;

    public Timestamp CreatedAt { get; private set; }

    public decimal Closed { get; private set; }

    /// <summary>Value of what was closed at the prices it was closed at, in the settle coin.</summary>
    public decimal ExitValue { get; private set; }

    /// <summary>Before fees.</summary>
    public decimal Realised { get; private set; }

    public decimal Fee { get; private set; }

    public int FillCount { get; private set; }

    /// <summary>Puts closing executions together by order; newest first.</summary>
    public static List<ClosedLot> From(IReadOnlyList<ExecutionSnapshot> executions)
    {
        List<ClosedLot> lots = [];
        Dictionary<(OrderId, InstrumentId), ClosedLot> byOrder = [];
        for (int i = executions.Count - 1; i >= 0; i--)
        {
            ExecutionSnapshot row = executions[i];
            if (row.Closed.IsZero) continue;
            ClosedLot? lot = null;
            if (row.Order.IsNone || !byOrder.TryGetValue((row.Order, row.Instrument), out lot))
            {
                lot = new ClosedLot(row);
                lots.Add(lot);
                if (!row.Order.IsNone) byOrder.Add((row.Order, row.Instrument), lot);
            }
            lot.Add(row);
        }
        return lots;
    }

    private void Add(in ExecutionSnapshot row)
    {
        decimal share = row.Closed.ToDecimal() / row.Quantity.ToDecimal();
        CreatedAt = row.Time;
        Closed += row.Closed.ToDecimal();
        ExitValue += decimal.Round(row.Value * share, 8);
        Fee += decimal.Round(row.Fee * share, 8);
        Realised += row.RealisedPnl;
        FillCount++;
    }
}
