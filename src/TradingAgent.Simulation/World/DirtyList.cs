using System.Runtime.InteropServices;

namespace TradingAgent.Simulation.World;

/// <summary>
/// Small numbers that were touched since the last look, each once, in the order of their first touch.
/// </summary>
internal sealed class DirtyList
{
    private readonly List<int> _items = [];
    private bool[] _isIn = new bool[64];

    public ReadOnlySpan<int> Items => CollectionsMarshal.AsSpan(_items);

    public void Add(int item)
    {
        if (item >= _isIn.Length) Array.Resize(ref _isIn, Math.Max(item + 1, _isIn.Length * 2));
        if (_isIn[item]) return;
        _isIn[item] = true;
        _items.Add(item);
    }

    public void Clear()
    {
        foreach (int item in _items) _isIn[item] = false;
        _items.Clear();
    }
}
