using System.Globalization;

namespace TradingAgent.Host.Verbs;

/// <summary>How far a long run is, on a terminal; into a file or a pipe nothing is written.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Cells = 40;
    private readonly bool _isShown = !Console.IsErrorRedirected;
    private readonly string _label;
    private int _percent = -1;

    public ProgressBar(string label) => _label = label;

    /// <param name="share">From 0 to 1.</param>
    public void Show(double share)
    {
        int percent = (int)(Math.Clamp(share, 0, 1) * 100);
        if (!_isShown || percent == _percent) return;
        _percent = percent;
        int full = percent * Cells / 100;
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture,
            $"\r{_label} [{new string('#', full)}{new string('.', Cells - full)}] {percent,3} %"));
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        if (_isShown && _percent >= 0) Console.Error.Write("\r" + new string(' ', _label.Length + Cells + 10) + "\r");
        _percent = -1;
    }
}
