namespace TradingAgent.UnitTests.Engine.Orders.Balance;

/// <summary>One order as it is in truth at the venue, and how much of the truth was told. Sizes are raw.</summary>
internal sealed class RestingOrder(in EngineCommand place)
{
    public EngineCommand Place { get; } = place;

    public Price Price { get; set; } = place.Price;

    public long Total { get; set; } = place.Quantity.Raw;

    public long Filled { get; set; }

    /// <summary>Of what was filled, what was told at least once.</summary>
    public long ToldFilled { get; set; }

    public bool HasArrived { get; set; }

    public bool WasRefused { get; set; }

    public bool WasToldAccepted { get; set; }

    public bool IsOpen { get; set; }

    /// <summary>Totals of amends that left and have not arrived.</summary>
    public List<long> Amends { get; } = [];

    /// <summary>What may yet come to the agent's position by it: resting, under way, or filled and not told.</summary>
    public long MayBring
    {
        get
        {
            long most = Amends.Count == 0 ? Total : Math.Max(Total, Amends.Max());
            bool mayRest = IsOpen || (!HasArrived && !WasRefused);
            return Filled - ToldFilled + (mayRest ? Math.Max(0, most - Filled) : 0);
        }
    }

    public OrderReportState State => !HasArrived ? OrderReportState.NotFound
        : WasRefused ? OrderReportState.Rejected
        : IsOpen ? OrderReportState.Open
        : Filled >= Total ? OrderReportState.Filled : OrderReportState.Cancelled;

    public OrderReported Report() => new(
        Place.Order, Price, new Quantity(Total), new Quantity(Filled), Place.Side, State);
}
