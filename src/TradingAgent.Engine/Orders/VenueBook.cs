using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Orders;

/// <summary>Where reconciliation with one venue stands.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VenueBook
{
    /// <summary>Id of the report last asked for.</summary>
    public int ReportId;

    /// <summary>1 while its answer is awaited.</summary>
    public int IsAwaited;

    /// <summary>Complete reports since the private stream came up that agreed or were adopted from.</summary>
    public int Completed;

    /// <summary>1 when some instrument differed in the last report.</summary>
    public int HasResiduals;

    /// <summary>1 once the venue's account was compared in this run, whatever its streams do since.</summary>
    public int WasReconciled;

    /// <summary>Reports asked for in a row that nobody answered.</summary>
    public int Unanswered;

    public Timestamp AskedAt;
    public Timestamp CompletedAt;
}
