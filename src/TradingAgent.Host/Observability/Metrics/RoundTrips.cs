using System.Diagnostics.Metrics;

namespace TradingAgent.Host.Observability.Metrics;

/// <summary>
/// Measures how long a venue takes to answer, from the reports of orders: one clock starts when an order begins to
/// wait for the venue and stops when it waits no more. Orders whose report was lost are forgotten in time.
/// </summary>
internal sealed class RoundTrips(Histogram<double> seconds)
{
    private const int WaitingMax = 4096;

    private readonly Dictionary<ClientOrderId, (Timestamp Since, OrderState State)> _waiting = [];

    public void Take(in TransitionReport moved, Timestamp at)
    {
        if (_waiting.Remove(moved.Order, out (Timestamp Since, OrderState State) begun)
            && moved.To is not (OrderState.Unknown or OrderState.PendingCancel or OrderState.PendingAmend)
            && moved.Cause is not (EventKind.CommandNotSent or EventKind.None))
        {
            seconds.Record(
                (at - begun.Since).Nanoseconds / 1e9,
                new KeyValuePair<string, object?>("command", Command(begun.State)));
        }
        if (moved.To is not (OrderState.PendingNew or OrderState.PendingAmend or OrderState.PendingCancel)) return;
        if (_waiting.Count >= WaitingMax) _waiting.Clear();
        _waiting[moved.Order] = (at, moved.To);
    }

    private static string Command(OrderState waiting) => waiting switch
    {
        OrderState.PendingNew => "place",
        OrderState.PendingAmend => "amend",
        _ => "cancel",
    };
}
