using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Limits;

/// <summary>
/// What the P&amp;L and its index were 24 hours ago, to five minutes: the values at the beginning of each of the last
/// 288 pieces and of the one that runs. Counts in time that passed, so that a clock set forward forgets nothing.
/// </summary>
internal sealed class RollingWindow
{
    private const int Slots = 289;
    private const long PieceNanoseconds = 300_000_000_000;
    private readonly double[] _pnl = new double[Slots];
    private readonly double[] _index = new double[Slots];
    private long _piece;

    /// <summary>P&amp;L 24 hours ago, or when counting began; USD.</summary>
    public double Pnl => _pnl[Oldest];

    /// <summary>The index then.</summary>
    public double Index => _index[Oldest];

    private int Oldest => (int)((_piece + 1) % Slots);

    /// <summary>Begins to count from here: nothing was lost before.</summary>
    public void Start(long nanoseconds, double pnl, double index)
    {
        _piece = nanoseconds / PieceNanoseconds;
        Array.Fill(_pnl, pnl);
        Array.Fill(_index, index);
    }

    /// <summary>Time passed up to here, with the values that held until now.</summary>
    public void Advance(long nanoseconds, double pnl, double index)
    {
        long piece = nanoseconds / PieceNanoseconds;
        if (piece <= _piece) return;
        for (long at = Math.Max(_piece + 1, piece - Slots + 1); at <= piece; at++)
        {
            _pnl[at % Slots] = pnl;
            _index[at % Slots] = index;
        }
        _piece = piece;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_piece);
        writer.Write<double>(_pnl);
        writer.Write<double>(_index);
    }

    public void Load(ref SnapshotReader reader)
    {
        _piece = reader.Read<long>();
        reader.Read<double>(_pnl);
        reader.Read<double>(_index);
    }
}
