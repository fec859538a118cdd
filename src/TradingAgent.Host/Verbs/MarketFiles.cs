using System.Globalization;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Time;
using TradingAgent.Exchange.MarketSources.Recorded;
using TradingAgent.Exchange.MarketSources.Recorded.Bars;
using TradingAgent.Exchange.MarketSources.Recorded.Captures;
using TradingAgent.Exchange.MarketSources.Recorded.Surfaces;

namespace TradingAgent.Host.Verbs;

/// <summary>
/// Opens recorded markets. <c>PATH</c> is a file or a folder of files; <c>PATH@2025-04-07T06:00Z</c> begins inside the
/// recording (UTC). Of bars of one coin in several lengths in a folder, the shortest that cover the start are played.
/// A file with funding rates beside bars is used; a surface may be given as well.
/// </summary>
internal static class MarketFiles
{
    private const string Expected =
        "Expected a file or folder of: raw Binance futures captures (gzipped lines 'nanoseconds {json}'), bars "
        + "(BTC… or ETH…-1m-futures.csv.gz with 'timestamp_ms,open,high,low,close,volume', or btc…_1m.csv.gz with "
        + "'timestamp,open,…'), or btcusdt_trade.zip / btcusdt_quote.zip of minute bars beside one another.";

    private const string ExpectedStart = "Expected a UTC time after '@', such as PATH@2025-04-07T06:00Z.";

    /// <summary>Opens a recording and, if given, a recorded surface for its options.</summary>
    /// <param name="path">File or folder, optionally with @ and where to begin.</param>
    /// <param name="surface">A recorded option chain, or null for a smile that follows realised volatility.</param>
    /// <param name="seed">Chooses what the recording does not say.</param>
    /// <exception cref="UsageException">
    /// The path cannot be read, nothing in it is a known recording, or it does not cover the start. Says what to do.
    /// </exception>
    public static OpenedMarket Open(string path, string? surface = null, ulong seed = 1)
    {
        Timestamp from = SplitStart(ref path);
        var opened = new List<IDisposable>();
        try
        {
            List<MarketFile> files = Choose(Find(path), from);
            var settings = new RecordedMarketSettings
            {
                Seed = seed,
                From = from,
                Tracks = Tracks(files, seed, opened),
                Funding = Funding(files),
                Surfaces = Surfaces(surface, files),
            };
            var market = new RecordedMarket(settings);
            Refuse(from, market, path);
            return new OpenedMarket(market, Describe(files, surface), opened);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or ArgumentException
            or UnauthorizedAccessException)
        {
            foreach (IDisposable file in opened) file.Dispose();
            throw new UsageException($"--market {path}: {error.Message} {Expected}");
        }
        catch
        {
            foreach (IDisposable file in opened) file.Dispose();
            throw;
        }
    }

    /// <summary>Files of bars, one a perpetual, for a study; where to begin, or none.</summary>
    /// <exception cref="UsageException">There are none.</exception>
    public static IReadOnlyList<MarketFile> FindBars(string path, out Timestamp from)
    {
        from = SplitStart(ref path);
        List<MarketFile> files = [.. Find(path).Where(file => file.Format != MarketFileFormat.Capture)];
        if (files.Count == 0) throw new UsageException($"--market {path}: a study needs bars, and there are none.");
        return Choose(files, from);
    }

    private static Timestamp SplitStart(ref string path)
    {
        int at = path.LastIndexOf('@');
        if (at < 0 || Path.Exists(path)) return Timestamp.None;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string text = path[(at + 1)..];
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, styles, out DateTime start))
            throw new UsageException($"--market {path}: '{text}' is no time. {ExpectedStart}");
        path = path[..at];
        return Timestamp.From(new DateTimeOffset(start, TimeSpan.Zero));
    }

    private static List<MarketFile> Find(string path)
    {
        if (!Path.Exists(path))
            throw new UsageException($"--market {path}: there is no such file or folder. {Expected}");
        string[] names = Directory.Exists(path) ? Directory.GetFiles(path) : [path];
        Array.Sort(names, StringComparer.Ordinal);
        List<MarketFile> files =
        [
            .. names.Select(MarketFileDetector.Detect).Where(f => f.Format != MarketFileFormat.Unknown),
        ];
        if (files.Count == 0) throw new UsageException($"--market {path}: no recording found there. {Expected}");
        return files;
    }

    /// <summary>One recording of each: captures before bars, trades before quotes, short bars before long.</summary>
    private static List<MarketFile> Choose(List<MarketFile> files, Timestamp from)
    {
        var chosen = new List<MarketFile>();
        foreach (IGrouping<(CurrencyId, bool), MarketFile> perpetual in files.GroupBy(f => (f.Coin, f.IsInverse)))
        {
            MarketFileFormat format = perpetual.Min(f => f.Format);
            List<MarketFile> same = [.. perpetual.Where(f => f.Format == format).OrderBy(f => f.BarSeconds)];
            if (format == MarketFileFormat.Capture) chosen.AddRange(same);
            else chosen.Add(same.Find(f => BarFiles.Covers(f, from)) ?? same[0]);
        }
        return chosen;
    }

    private static List<IRecordedTrack> Tracks(List<MarketFile> files, ulong seed, List<IDisposable> opened)
    {
        var tracks = new List<IRecordedTrack>();
        foreach (IGrouping<(CurrencyId, bool), MarketFile> perpetual in files.GroupBy(f => (f.Coin, f.IsInverse)))
        {
            MarketFile file = perpetual.First();
            ulong own = seed + (ulong)tracks.Count;
            bool isCapture = file.Format == MarketFileFormat.Capture;
            tracks.Add(isCapture ? Capture([.. perpetual]) : BarFiles.Track(file, own, opened));
        }
        return tracks;
    }

    /// <summary>Files of one symbol are one capture, in order of their names.</summary>
    private static CaptureTrack Capture(MarketFile[] files)
    {
        const int contractUsd = 10;
        const int bitcoinContractUsd = 100;
        bool isInverse = files[0].IsInverse;
        CurrencyId coin = files[0].Coin;
        int unit = !isInverse ? 1 : coin == CurrencyId.Btc ? bitcoinContractUsd : contractUsd;
        return new CaptureTrack(
            new CaptureReader([.. files.Select(f => (Func<Stream>)(() => MarketFileDetector.Open(f.Path)))]),
            coin,
            isInverse,
            unit,
            HasSnapshot(files[0].Path),
            gapMax: Duration.FromSeconds(10));
    }

    private static bool HasSnapshot(string path)
    {
        const int messages = 5_000;
        using var file = new StreamReader(MarketFileDetector.Open(path));
        for (int i = 0; i < messages && file.ReadLine() is { } line; i++)
            if (line.Contains("\"lastUpdateId\"", StringComparison.Ordinal)) return true;
        return false;
    }

    private static Dictionary<CurrencyId, FundingHistory> Funding(List<MarketFile> files)
    {
        var funding = new Dictionary<CurrencyId, FundingHistory>();
        foreach (MarketFile file in files)
        {
            FundingHistory? history = BarFiles.FundingBeside(file);
            if (history is not null && !funding.ContainsKey(file.Coin)) funding.Add(file.Coin, history);
        }
        return funding;
    }

    private static Dictionary<CurrencyId, RecordedSurface> Surfaces(string? surface, List<MarketFile> files)
    {
        var surfaces = new Dictionary<CurrencyId, RecordedSurface>();
        if (surface is null) return surfaces;
        foreach (CurrencyId coin in files.Select(f => f.Coin).Distinct())
            surfaces.Add(coin, SurfaceFile.Read(surface, coin));
        return surfaces;
    }

    /// <summary>A start shortly before the recording is its beginning; one a month before is a mistake.</summary>
    private static void Refuse(Timestamp from, RecordedMarket market, string path)
    {
        if (from.IsNone || market.Start - from <= Duration.FromSeconds(3_600)) return;
        throw new UsageException(
            $"--market {path}: the recording begins at {market.Start}, after {from}. {ExpectedStart}");
    }

    private static string Describe(List<MarketFile> files, string? surface)
    {
        string names = string.Join(", ", files.Select(f => Path.GetFileName(f.Path)));
        return surface is null ? names : $"{names} with volatilities of {Path.GetFileName(surface)}";
    }
}
