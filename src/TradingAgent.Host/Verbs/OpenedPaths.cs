using System.Globalization;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Time;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Paths;

namespace TradingAgent.Host.Verbs;

/// <summary>The prices of a study, generated or of recorded bars; owns the files.</summary>
internal sealed class OpenedPaths : IDisposable
{
    private const double Correlation = 0.8;
    private readonly List<(CurrencyId Coin, IPricePath Path)> _paths = [];
    private readonly List<IDisposable> _files = [];

    /// <summary>When a study of them begins.</summary>
    public Timestamp Start { get; private set; } =
        Timestamp.From(new DateTimeOffset(2026, 1, 2, 8, 0, 0, TimeSpan.Zero));

    public string Description { get; private set; } = "";

    /// <summary>Opens paths for these coins.</summary>
    /// <param name="market">A kind of path, or a file or folder of bars, perhaps with @ and where to begin.</param>
    /// <param name="coins">The configured underlyings.</param>
    /// <param name="seed">Chooses the paths.</param>
    /// <param name="step">Length of a step.</param>
    /// <exception cref="UsageException">There is no such thing, or it has none of the coins.</exception>
    public static OpenedPaths Open(string market, IReadOnlyList<string> coins, ulong seed, Duration step)
    {
        var opened = new OpenedPaths();
        try
        {
            if (DiffusionSettings.Names.Contains(market)) opened.Generate(market, coins, seed, step);
            else opened.Read(market, coins, seed, step);
            return opened;
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException)
        {
            opened.Dispose();
            throw new UsageException($"--market {market}: {error.Message}");
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The coins with straddles of so much USD sold each week.</summary>
    public IReadOnlyList<StudyCoin> Coins(double straddlesUsd) =>
    [
        .. _paths.Select(path => StudyCoin.Of(path.Coin, path.Path) with
        {
            StraddlesSold = decimal.Round((decimal)(straddlesUsd / path.Path.Price), 2),
        }),
    ];

    public void Dispose()
    {
        foreach (IDisposable file in _files) file.Dispose();
    }

    private void Generate(string kind, IReadOnlyList<string> coins, ulong seed, Duration step)
    {
        foreach (string code in coins)
        {
            if (!CurrencyId.TryFind(code, out CurrencyId coin)) continue;
            (double start, double volatility) = code switch
            {
                "BTC" => (100_000, 0.5),
                "ETH" => (4_000, 0.7),
                _ => (100, 0.9),
            };
            ulong own = unchecked((seed * 0x9e3779b97f4a7c15UL) + coin.Index);
            _paths.Add((coin, new DiffusionPath(
                DiffusionSettings.Named(kind, start, volatility), own, step, Math.Sqrt(Correlation))));
        }
        Description = $"generated, {kind}";
    }

    private void Read(string market, IReadOnlyList<string> coins, ulong seed, Duration step)
    {
        IReadOnlyList<MarketFile> files = MarketFiles.FindBars(market, out Timestamp from);
        List<MarketFile> wanted = [.. files.Where(file => coins.Contains(file.Coin.Code) && !file.IsInverse)];
        if (wanted.Count == 0)
            throw new UsageException(
                $"--market {market}: holds no bars of a USDT perpetual of {string.Join(", ", coins)}.");
        // All begin together: where the last of them begins.
        foreach (MarketFile file in wanted)
        {
            Timestamp first = BarFiles.FirstStart(file);
            if (first > from) from = first;
        }
        foreach (MarketFile file in wanted)
            _paths.Add((file.Coin, BarFiles.Open(file, seed + file.Coin.Index, step, from, _files)));
        Start = from;
        Description = string.Create(CultureInfo.InvariantCulture,
            $"bars of {string.Join(", ", wanted.Select(file => Path.GetFileName(file.Path)))} from {from}");
    }
}
